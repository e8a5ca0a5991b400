"""A seeded source of table cells, some of them unknown."""

import random
from datetime import date, timedelta

AS_OF = date(2026, 3, 2)


class Dice(random.Random):
    """A seeded source of cells, some of them unknown at the rate given."""

    def __init__(self, seed, unknowns=0.0):
        super().__init__(str(seed))
        self.unknowns = unknowns

    def happens(self, rate):
        return self.random() < rate

    def known(self, value):
        """The value, or None for an unknown cell."""
        return None if self.happens(self.unknowns) else value

    def some(self, listed, rate):
        """A list cell with each code at the rate given."""
        return self.known(frozenset(one for one in listed if self.happens(rate)))

    def graded(self, grades, rate):
        """Each further grade at the rate given."""
        step = 0
        while step < len(grades) - 1 and self.happens(rate):
            step += 1
        return self.known(grades[step])

    def day(self):
        """A day, often exactly at the end of a window or the day after: 8 weeks are 56 days, 26 are 182."""
        return AS_OF + timedelta(days=self.choice((-400, -30, 0, 1, 40, 56, 57, 120, 182, 183)))
