"""SYNTHETIC.md: what in the sample is synthetic, which shares are published, what would replace those assumed."""

from collections import Counter
from datetime import date

from housing_match.domain import World
from housing_match.synthetic.shares import ADULTS, BOROUGHS, SHARES, YOUNG_PEOPLE

_PAGE = """# This sample is synthetic

{notice}.

Written by `housing-match sample --seed {seed}` for {as_of}. It shows how Housing Match works. It is no evidence about
any person, provider, home or street, and no plan made from it should be acted on.

## What is real and what is not

- **Real**: the postcodes and where they lie (ONS Postcode Directory, Open Government Licence v3.0), terminated ones
  included; the two boroughs; the {sites} brownfield sites in `sites.csv` with the register each was taken from.
- **Invented**: every resident, need, wish, tie, date and cost; every home, provider and landlord ("(synthetic)" stands
  in each name); every bedspace, work and kind of home. A real postcode in a row does not mean that such a person or
  home is there.
- There are no names of people, no days of birth and no NHS numbers.

## The shares it was drawn to

| share | figure | published or assumed | source | what would replace it |
|---|---|---|---|---|
{shares}

Shares of people are shares of each borough's adults, rounded half up to whole people. People who live outside settled
accommodation in ASCOF's sense and people who need to move are two groups of about the same size that overlap.

## What came of it

| count | {heads} | both |
|---|{rule}---|
{counts}
"""


def synthetic_page(world: World, seed: int, as_of: date) -> str:
    """The page as Markdown with its last line ended; every figure under `What came of it` is counted in the world."""
    shares = [
        f"| {one.title} | {one.figure} | {'published' if one.published else 'assumed'} | "
        f"{one.source if one.published else 'none'} | {one.replace_with} |"
        for one in SHARES
    ]
    return _PAGE.format(
        notice=world.notice,
        seed=seed,
        as_of=as_of.isoformat(),
        sites=len(world.sites),
        shares="\n".join(shares),
        heads=" | ".join(BOROUGHS.values()),
        rule="---|" * len(BOROUGHS),
        counts="\n".join(_counts(world)),
    )


def _counts(world: World) -> list[str]:
    home_borough = {room.bedspace_id: world.home[room.home_id].borough for room in world.bedspaces}
    statuses = Counter((room.status, home_borough[room.bedspace_id]) for room in world.bedspaces)
    rows: list[tuple[str, dict[str, int]]] = [
        ("adults known", ADULTS),
        ("young people aged 14 to 17", YOUNG_PEOPLE),
        ("people who need to move, young people among them", _people(world, "needs_move")),
        ("people who live out of their borough", _people(world, "out_of_borough_reason")),
        ("homes", dict(Counter(home.borough for home in world.homes))),
        ("bedspaces", dict(Counter(home_borough.values()))),
        *((f"bedspaces: {code.replace('_', ' ')}", _by_borough(statuses, code)) for code in _order(statuses)),
    ]
    return [
        f"| {title} | {' | '.join(str(found.get(code, 0)) for code in BOROUGHS)} | {sum(found.values())} |"
        for title, found in rows
    ]


def _people(world: World, field: str) -> dict[str, int]:
    return dict(Counter(one.borough for one in world.residents if getattr(one, field)))


def _by_borough(counted: Counter[tuple[str, str]], code: str) -> dict[str, int]:
    return {borough: counted[code, borough] for borough in BOROUGHS}


def _order(statuses: Counter[tuple[str, str]]) -> list[str]:
    total: Counter[str] = Counter()
    for (status, _), count in statuses.items():
        total[status] += count
    return sorted(total, key=lambda status: (-total[status], status))
