"""What is wrong with a text, and the right word that it comes close to."""

from dataclasses import dataclass
from difflib import get_close_matches

from housing_match.places.authorities import authority_names


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


def unknown_borough(text: str) -> Wrong:
    """What is wrong with a text that should name a borough and does not."""
    like = close_to(text, authority_names())
    mend = did_you_mean(like, "Write the authority's name or its GSS code.")
    return Wrong(code="unknown_borough", why="is not an English local authority", mend=mend, like=like)


def ages_crossed(age_min: int | None, age_max: int | None) -> Wrong | None:
    """What is wrong with the least age of a home where it is above the highest; None where it is not."""
    if age_min is None or age_max is None or age_min <= age_max:
        return None
    why = f"is above age_max ({age_max}), so that nobody could live there"
    return Wrong(code="ages_crossed", why=why, mend="Correct one of the two ages.")
