"""Text from tables made harmless in Markdown, and an answer written as a Markdown page."""

import re
from collections.abc import Iterator, Sequence

from housing_match.publish.answer import Answer

WORD_JOINER = "\u2060"
"""Has no width. Markdown makes links of bare addresses, escaped or not, but of none with this inside."""
ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)
EVERY_SIGN = r"\`*_{}[]()<>#+-.!|$:~"
WITHIN_A_LINE = r"\`*_[]<>~&"
"""The signs that mean something after the first word of a line of CommonMark."""


def plain(text: str, signs: str = EVERY_SIGN) -> str:
    """Text from a table or a file with every sign that Markdown reads, and every address, made harmless."""
    unlinked = ADDRESS.sub(WORD_JOINER, text)
    return "".join(f"\\{sign}" if sign in signs else sign for sign in unlinked)


def markdown(answer: Answer) -> str:
    """An answer as a page: a sentence a line, then its tables. Sentences start with words of ours, never a sign."""
    return "\n".join(_lines(answer)) + "\n"


def _lines(answer: Answer) -> Iterator[str]:
    yield f"# {plain(answer.headline, WITHIN_A_LINE)}"
    if answer.notice:
        yield from ("", f"**{plain(answer.notice, WITHIN_A_LINE)}**")
    yield ""
    yield from (f"- {plain(one, WITHIN_A_LINE)}" for one in (*answer.flags, *answer.sentences))
    yield from _table(answer.columns, answer.rows)
    for part in answer.parts:
        yield from ("", f"## {plain(part.title, WITHIN_A_LINE)}", "")
        yield from (f"- {plain(one, WITHIN_A_LINE)}" for one in part.sentences)
        yield from _table(part.columns, part.rows)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table of CommonMark's usual extension, after an empty line; nothing where there are no rows."""
    if rows:
        yield ""
        for row in (columns, ["---"] * len(columns), *rows):
            cells = row if set(row) == {"---"} else [plain(cell, f"{WITHIN_A_LINE}|") for cell in row]
            yield f"| {' | '.join(cells)} |"
