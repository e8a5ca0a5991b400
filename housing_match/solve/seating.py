"""Which beds of a small home people get who move in together, and what these come to."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, takewhile
from operator import itemgetter

from housing_match.solve.sharing import Household, Sharing

FAR = 1 << 60
"""The value of an arc that is settled not to be taken."""
Seated = list[tuple[int, Household]]
"""What the arcs by which people move in come to, but for further beds, and these arcs."""


class Seating:
    """The beds that some stayers leave free, at given values of arcs and of what each further bed adds."""

    def __init__(
        self, sharing: Sharing, value: Mapping[int, int], adds: Mapping[int, int], stayers: Sequence[int]
    ) -> None:
        """`stayers` are the arcs of those who stay."""
        self.sharing, self.value, self.adds = sharing, value, adds
        self.free, self.added, self.further = dict(sharing.beds), dict[int, list[int]](), dict[int, list[int]]()
        """The beds of each class that are free, what each of them adds in order, and the further ones; none closed."""
        for arc in stayers:
            self.free[sharing.place_class[arc]] -= 1
        for number, one in sharing.further.items():
            first, further = one.left(stayers)
            self.further[number] = list(takewhile(lambda column: adds[column] < FAR, further))
            self.added[number] = [0] * first + [adds[column] for column in self.further[number]]
            self.free[number] = len(self.added[number])
        self.places = sum(self.free.values())
        alike = self.places - sum(map(len, self.added.values()))
        self.each = sorted([0] * alike + [one for added in self.added.values() for one in added])
        self.beds = [*accumulate(self.each, initial=0)]
        """What so many beds add at least."""
        self._in_order: list[tuple[list[int], int]] | None = None
        self._seats: dict[int, list[tuple[int, int, int]]] = {}

    def cheapest(self, people: Sequence[int]) -> tuple[Seated, int]:
        """The cheapest way to give each of the people a bed, none where none is; and the steps that took."""
        alike = len(self.free) == 1 or not self.beds[-1]
        arcs, used, worth = list[int](), list[int](), 0
        for one in people:  # where everybody can have one of the cheapest beds for them, nothing is cheaper
            seats = self._seats_of(one)
            seat = next((seat for seat in seats if used.count(seat[2]) < self.free[seat[2]]), None)
            if not alike or seat is None or seat[0] > seats[0][0]:
                return self._at_length(people), len(people)  # it costs as much as so many steps
            worth += seat[0]
            arcs.append(seat[1])
            used.append(seat[2])
        return [(worth, tuple(arcs))], 0

    def _at_length(self, people: Sequence[int]) -> Seated:
        """The same, by all beds used so far."""
        states: dict[tuple[int, ...], tuple[int, Household]] = {(): (0, ())}
        for one in people:
            after: dict[tuple[int, ...], tuple[int, Household]] = {}
            for used, (value, arcs) in states.items():
                for worth, arc, beds in self._seats_of(one):
                    taken = used.count(beds)
                    if taken >= self.free[beds]:
                        continue
                    added = self.added[beds][taken] if beds in self.added else 0
                    key, seated = tuple(sorted((*used, beds))), (value + worth + added, (*arcs, arc))
                    if key not in after or seated < after[key]:
                        after[key] = seated
            states = after
        return [(sum(self.value[arc] for arc in best), best) for _, best in sorted(states.values())[:1]]

    def every(self, people: Sequence[int]) -> tuple[Seated, int]:
        """Every way to give each of the people a bed, and the steps that took."""
        ways: list[tuple[int, Household, tuple[int, ...]]] = [(0, (), ())]
        for one in people:
            ways = [
                (value + worth, (*arcs, arc), (*used, beds))
                for value, arcs, used in ways
                for worth, arc, beds in self._seats_of(one)
                if used.count(beds) < self.free[beds]
            ]
        return [(value, arcs) for value, arcs, _ in ways], len(ways)

    def in_order(self, people: int) -> tuple[list[int], int]:
        """The further beds that so many people get where all beds are of one class, and what these add."""
        if self._in_order is None:
            further = next(iter(self.further.values()), [])
            count = [max(used - self.places + len(further), 0) for used in range(self.places + 1)]
            sums = [*accumulate((self.adds[bed] for bed in further), initial=0)]
            self._in_order = [(further[:used], sums[used]) for used in count]
        return self._in_order[people]

    def further_beds(self, arcs: Household) -> list[int]:
        """The further beds that people get who move in by these arcs."""
        if not self.further:
            return []
        beds, used = list[int](), [self.sharing.place_class[arc] for arc in arcs]
        for number, further in self.further.items():
            first = self.free[number] - len(further)
            beds += further[: max(used.count(number) - first, 0)]
        return beds

    def _seats_of(self, one: int) -> list[tuple[int, int, int]]:
        """What a joiner's open arcs come to, the arcs and their place classes, of least value first."""
        if one not in self._seats:
            seats = [(self.value[arc], arc, self.sharing.place_class[arc]) for arc in self.sharing.joining[one]]
            self._seats[one] = sorted((seat for seat in seats if seat[0] < FAR), key=itemgetter(0))
        return self._seats[one]
