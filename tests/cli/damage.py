"""Ways to damage a folder of tables, drawn from a seed: what people, Excel and chance do to CSV files."""

import csv
import random

NASTY = (
    "", " ", "0", "1", "-1", "-0", "+5", "1e9", "1E308", "NaN", "inf", "0.1", "12.345", "999999999999999", "9" * 400,
    "0001-01-01", "1900-01-01", "2200-12-31", "9999-12-31", "2026-02-30", "31/12/2026", "2026-11-02T00:00:00",
    "2026-11", "yes", "no", "YES", "unknown", "unknown;unknown", "unknown;autism", ";", ";" * 5000, "autism;;autism",
    "a" * 33000, "🏠", "Zoë", "\u202eevil", "\u200b", "\u0130", "ß", "\uff33\uff37\uff11 \uff11AA", "[bold]x[/bold]",
    "[/]", "=1+1", "@x", "a,b", 'a"b', "a\nb", "a\rb", "\ufeff", "'; DROP TABLE", "../../etc/passwd", "SW1A 1AA",
    "GIR 0AA", "ZZ99 9ZZ", "BT1 1AA", "E09000033", "Westminster", "Westminister", "A", "E+", "G", "1:1", "01:01:00",
    "alone", "must_apart", "high", "occupied", "void", "closed", "held", "notice", "336", "10000", "9434765919",
    "Mr John Smith", "none", "None", "#N/A", "TRUE", "5.0", "007",
)  # fmt: skip


def damaged(folder, seed):
    """Damage the tables of a folder in one to four ways; which ones, for the message of a failing test."""
    dice = random.Random(seed)
    done = []
    for way in (*dice.choices(WAYS, k=dice.randint(0, 3)), dice.choice(WAYS + LAST)):
        path = dice.choice(sorted(folder.glob("*.csv")))
        done.append(f"{way.__name__} {path.name} {way(path, dice)}")
    return done


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        csv.field_size_limit(10**7)
        return [row for row in csv.reader(file) if row] or [["resident_id"]]


def write_rows(path, rows, end="\n"):
    with path.open("w", encoding="utf-8", newline="", errors="surrogatepass") as file:
        csv.writer(file, lineterminator=end).writerows(rows)


def nasty_cell(path, dice):
    """One cell made nasty."""
    rows = rows_of(path)
    row, value = dice.choice(rows), dice.choice(NASTY)
    at = dice.randrange(len(row))
    row[at] = value
    write_rows(path, rows)
    return f"column {at}: {value[:40]!r}"


def swapped_cells(path, dice):
    """Two cells of one column change places."""
    rows = rows_of(path)
    if len(rows) < 3:
        return "nothing"
    one, other = dice.sample(rows[1:], 2)
    at = dice.randrange(min(len(one), len(other)))
    one[at], other[at] = other[at], one[at]
    write_rows(path, rows)
    return f"column {at}"


def emptied_column(path, dice):
    """A column without values."""
    rows = rows_of(path)
    at = dice.randrange(len(rows[0]))
    write_rows(path, [rows[0], *([*row[:at], "", *row[at + 1 :]] for row in rows[1:])])
    return rows[0][at]


def filled_column(path, dice):
    """A column with one nasty value in every row."""
    rows = rows_of(path)
    at, value = dice.randrange(len(rows[0])), dice.choice(NASTY)
    write_rows(path, [rows[0], *([*row[:at], value, *row[at + 1 :]] for row in rows[1:])])
    return f"{rows[0][at]}: {value[:40]!r}"


def dropped_column(path, dice):
    """A column less."""
    rows = rows_of(path)
    at = dice.randrange(len(rows[0]))
    write_rows(path, [row[:at] + row[at + 1 :] for row in rows])
    return rows[0][at]


def repeated_row(path, dice):
    """A row twice."""
    rows = rows_of(path)
    write_rows(path, [*rows, dice.choice(rows)])
    return ""


def dropped_row(path, dice):
    """A row less, sometimes the headings."""
    rows = rows_of(path)
    del rows[dice.randrange(len(rows))]
    write_rows(path, rows)
    return ""


def headings_only(path, dice):
    """A table without rows."""
    write_rows(path, rows_of(path)[:1])
    return ""


def other_ends(path, dice):
    """Windows or old Mac ends of lines, and a mark at the start."""
    end = dice.choice(("\r\n", "\r", "\n\n"))
    write_rows(path, rows_of(path), end)
    if dice.random() < 0.5:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    return repr(end)


def random_bytes(path, dice):
    """Some bytes replaced by any others."""
    content = bytearray(path.read_bytes())
    for _ in range(dice.choice((1, 3, 50))):
        if content:
            content[dice.randrange(len(content))] = dice.randrange(256)
    path.write_bytes(content)
    return ""


def cut_off(path, dice):
    """The end of the file missing, perhaps all of it."""
    content = path.read_bytes()
    path.write_bytes(content[: dice.choice((0, 1, dice.randint(0, len(content))))])
    return ""


def gone(path, dice):
    """No such file."""
    path.unlink()
    return ""


WAYS = (
    *(nasty_cell,) * 8, *(swapped_cells,) * 6, *(filled_column,) * 3, emptied_column, emptied_column, dropped_column,
    repeated_row, dropped_row, headings_only, gone,
)  # fmt: skip
LAST = (other_ends, random_bytes, cut_off)
"""Ways that may leave a file no longer readable as CSV."""
