"""What is wrong with a text, and the right word that it comes close to."""

from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong with a text; `like` is the right word it comes close to, if any."""

    code: str
    why: str
    mend: str
    like: str = ""


def close_to(text: str, known: tuple[str, ...]) -> str:
    """The known word that a text comes closest to, in any case; empty where none is near."""
    by_case = {word.casefold(): word for word in known}
    found = get_close_matches(text.casefold(), by_case, n=1, cutoff=0.7)
    return by_case[found[0]] if found else ""


def did_you_mean(like: str, otherwise: str) -> str:
    """The mend of a word that is not known."""
    return f"Did you mean {like}?" if like else otherwise
