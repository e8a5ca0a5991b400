"""Tables in CSV files, read and written as any other program would."""

import csv


def rows_of(path):
    """The rows of a file, each a dict by its headings."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path, rows):
    """Writes such rows under the headings of the first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
