"""Faults of the offers table that no single cell shows: dates, answers and consequences that contradict each other."""

from collections.abc import Iterator

from housing_match.tables.faults import Fault
from housing_match.tables.rows import Rows, each_row, row_fault

ACCEPT, DECLINE = "accept", "decline"
PAUSE = "pause_until"


def offer_faults(rows: Rows) -> Iterator[Fault]:
    """Every contradiction within an offer and between the answers of one person or about one bedspace."""
    yield from _dates(rows)
    yield from _codes(rows)
    yield from _pauses(rows)
    yield from _promised_twice(rows, "resident_id", "has accepted a home already, in")
    yield from _promised_twice(rows, "bedspace_id", "is accepted by somebody else already, in")
    yield from _refused_after_accepting(rows)


def _dates(rows: Rows) -> Iterator[Fault]:
    for place, (offered_on, answered_on, answer) in each_row(rows, "offered_on", "answered_on", "answer"):
        if answer is not None and answered_on is None:
            why, mend = f"is empty beside the answer {answer}", "Give the day of the answer."
            yield row_fault(rows, place, "answered_on", "answer_without_date", why, mend)
        if answered_on is None:
            continue
        if answer is None:
            why, mend = "is empty beside answered_on", "Write the answer, or empty the date."
            yield row_fault(rows, place, "answer", "date_without_answer", why, mend)
        if offered_on is None:
            why, mend = "is empty though the offer is answered", "Give the day of the offer."
            yield row_fault(rows, place, "offered_on", "answered_but_not_offered", why, mend)
        elif answered_on < offered_on:
            why, mend = f"is before the day of the offer ({offered_on})", "Correct one of the two dates."
            yield row_fault(rows, place, "answered_on", "answered_before_offered", why, mend)


def _codes(rows: Rows) -> Iterator[Fault]:
    for place, (answer, reason_code, consequence) in each_row(rows, "answer", "reason_code", "consequence"):
        if reason_code is not None and answer in (None, ACCEPT):
            why, mend = "gives a reason against an offer that nobody turned down", "Correct the answer or empty it."
            yield row_fault(rows, place, "reason_code", "reason_without_refusal", why, mend)
        if consequence not in (None, "none") and answer != DECLINE:
            why, mend = "follows only from decline", "Correct the answer, or write none."
            yield row_fault(rows, place, "consequence", "consequence_without_decline", why, mend)


def _pauses(rows: Rows) -> Iterator[Fault]:
    for place, (answered_on, consequence, paused_until) in each_row(rows, "answered_on", "consequence", "paused_until"):
        if consequence == PAUSE and paused_until is None:
            why, mend = "has no paused_until", "Give the day from which the person wants offers again."
            yield row_fault(rows, place, "consequence", "pause_without_date", why, mend)
        if paused_until is not None and consequence != PAUSE:
            why, mend = f"has a meaning only with {PAUSE}", f"Write {PAUSE} as the consequence, or empty the date."
            yield row_fault(rows, place, "paused_until", "date_without_pause", why, mend)
        elif paused_until is not None and answered_on is not None and paused_until <= answered_on:
            why, mend = f"is not after the day of the answer ({answered_on})", "Correct one of the two dates."
            yield row_fault(rows, place, "paused_until", "pause_over_already", why, mend)


def _promised_twice(rows: Rows, column: str, why: str) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for place, (one, answer) in each_row(rows, column, "answer"):
        if answer == ACCEPT and first.setdefault(one, place) != place:
            mend = "An acceptance that fell through is withdrawn, or a decline: correct its row."
            yield row_fault(rows, place, column, "accepted_twice", f"{why} row {rows.numbers[first[one]]}", mend)


def _refused_after_accepting(rows: Rows) -> Iterator[Fault]:
    """A person may accept what was declined before; who declines what was accepted before accepts it no longer."""
    columns = "resident_id", "bedspace_id", "answer", "answered_on"
    accepted = {
        (who, room): (place, day) for place, (who, room, answer, day) in each_row(rows, *columns) if answer == ACCEPT
    }
    for place, (who, room, answer, day) in each_row(rows, *columns):
        row, since = accepted.get((who, room), (place, None))
        if answer not in (None, ACCEPT) and day is not None and since is not None and day >= since:
            why, mend = f"comes on or after the acceptance in row {rows.numbers[row]}", "Correct that row's answer."
            yield row_fault(rows, place, "answer", "refused_after_accepting", why, mend)
