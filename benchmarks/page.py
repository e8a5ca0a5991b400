"""The page of the benchmark: every measurement that is kept, and each target with met or missed."""

from collections.abc import Iterator, Mapping
from typing import Any

from instances import Instance

Kept = Mapping[str, Mapping[str, Any]]
TITLE = {
    "ours": "ours",
    "HIGHS": "HiGHS, whole model",
    "GSCIP": "SCIP, whole model",
    "CP_SAT": "CP-SAT, whole model",
    "lsa": "SciPy linear_sum_assignment",
    "sparse": "SciPy min_weight_full_bipartite_matching",
    "first": "tables to a first plan that moves people",
    "proof": "tables to proved plan, all rules and goals",
    "plan": "the same, and what goals cost, baselines, reasons",
}
PRODUCT = ("first", "proof", "plan")
WHOLE_MODEL = ("HIGHS", "GSCIP", "CP_SAT")
COUPLED = {
    "london": "London",
    "regions-londons": "five Londons",
    "england-half": "half of England",
    "england": "England",
}
"""Instances larger than two boroughs of which the product's run to the proved plan is measured."""


def page(kept: Kept, instances: Mapping[str, Instance], machine: str) -> str:
    """The whole page in Markdown."""
    days = sorted({str(one["date"]) for one in kept.values()})
    loads = [one["load"] for one in kept.values()]
    lines = [
        "# Benchmarks",
        "",
        f"{machine}; {' to '.join(dict.fromkeys([days[0], days[-1]])) if days else 'nothing measured yet'}. Synthetic "
        "instances with fixed seeds; every line is a process of its own, so that its peak of memory is its own (the "
        "instance included). Every solver proves to zero gap, or says what is left when its time is over; a model is "
        "made within the time measured. The product reads two boroughs from a folder of tables, opens the postcodes "
        "and measures; only imports come before. Elsewhere the records of the tables are at hand, for London also the "
        "minutes. Times are by the clock, in brackets by the processor.",
        "",
    ]
    if max(loads, default=0) > 3:
        lines += [f"**Measured on a busy machine** (load up to {max(loads)}): compare the processor's seconds.", ""]
    for name, instance in instances.items():
        lines += _section(kept, name, instance)
    lines += ["## Targets", "", "| target | measured | |", "|---|---|---|"]
    lines += [f"| {what} | {found} | {_word(met)} |" for what, found, met in _targets(kept)]
    return "\n".join([*lines, ""])


def _section(kept: Kept, name: str, instance: Instance) -> Iterator[str]:
    here = {key.partition("--")[2]: one for key, one in kept.items() if key.partition("--")[0] == name}
    if not here:
        return
    bests = {one["found"] for one in here.values() if one.get("proved") and "found" in one}
    if len(bests) > 1:
        raise ValueError(f"{name}: solvers prove different values of one goal: {sorted(bests)}")
    yield from (f"## {instance.title}", "")
    if rules := here.get("rules"):
        yield (
            f"{rules['people']:,} people in the plan, {rules['places']:,} places, {rules['edges']:,} edges, "
            f"{rules['rules']:,} rule rows. The plan that ignores them breaks {rules['broken']:,} of the "
            f"{rules['touched']:,} it touches ({_share(rules):.1%})."
        )
        yield ""
    yield from ("| what | by | seconds | peak GiB | gap | time ratio |", "|---|---|---|---|---|---|")
    for task in sorted(here.keys() - {"rules", "lettings"}, key=_reading_order):
        one = here[task]
        solver, _, goals = task.rpartition("_") if task.endswith(("_one", "_all")) else (task, "", "one")
        what = {"one": "one goal (fit)", "all": "all goals"}[goals] if task not in PRODUCT else "the product"
        ours = here.get(f"ours_{goals}")
        ratio = "" if task in PRODUCT or ours is None or solver == "ours" else _ratio(one, ours)
        peak = one.get("peak_gibibytes", "")
        yield f"| {what} | {TITLE[solver]} | {_seconds(one)} | {peak} | {_proof(one)} | {ratio} |"
    if "ways" in (lettings := here.get("lettings", {})):
        fit_alone = {"fit": here["ours_one"]["found"]} if "ours_one" in here else {}
        ours = {"ours, for fit alone": fit_alone, "ours, all goals": here.get("proof", {}).get("goals", {})}
        yield from _quality({**ours, **lettings["ways"]})
    yield ""


def _reading_order(task: str) -> tuple[int, bool, bool, str]:
    """One goal before all goals before the product; ours first, the others by name."""
    product = PRODUCT.index(task) + 1 if task in PRODUCT else 0
    return product, task.endswith("_all"), not task.startswith("ours"), task


def _proof(one: Mapping[str, Any]) -> str:
    """What is proved, and the gap of the first goal that is not."""
    if one.get("proved"):
        return "0"
    if "moved" in one:
        return f"{one['moved']:,} people moved"
    gap, done = one.get("gap"), one.get("goals_proved", 0)
    left = "no plan" if gap is None else f"{gap:,}"
    return f"goals proved: {done}, then {left}" if done else f"not proved, {left}"


def _quality(ways: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Our plans beside ordinary lettings: what each comes to, goal by goal, where it was counted."""
    yield from ("", "| plan | people moved | band A | in need housed | fit |", "|---|---|---|---|---|")
    for name, counted in ways.items():
        if counted:
            cells = (f"{counted[goal]:,}" if goal in counted else "" for goal in ("moves", "band_a", "housed", "fit"))
            yield f"| {name.replace('_', ' ')} | {' | '.join(cells)} |"


def _seconds(one: Mapping[str, Any]) -> str:
    if "failed" in one:
        return f"failed: {one['failed'].splitlines()[-1]}"
    return f"{one['wall_seconds']:.2f} ({one.get('processor_seconds', 0):.2f})"


def _ratio(one: Mapping[str, Any], ours: Mapping[str, Any]) -> str:
    if "wall_seconds" not in one or "wall_seconds" not in ours:
        return ""
    return f"{'' if one.get('proved') else 'more than '}{one['wall_seconds'] / max(ours['wall_seconds'], 0.001):.1f}"


def _share(rules: Mapping[str, Any]) -> float:
    return float(rules["broken"] / max(rules["touched"], 1))


def _word(met: bool | None) -> str:
    return {True: "met", False: "**missed**", None: "not measured"}[met]


def _targets(kept: Kept) -> Iterator[tuple[str, str, bool | None]]:
    """What was asked for, what was measured, and whether that is met; None where it was not measured."""
    yield _under(kept, "Two boroughs, tables to proved plan", "two--proof", 0.5)
    yield _under(kept, "London, one goal", "london--ours_one", 1.5)
    yield _times_faster(kept, "one", 20)
    yield _under(kept, "London, all goals", "london--ours_all", 10)
    yield _times_faster(kept, "all", 10)
    yield _under(kept, "Regions, five Londons, one goal", "regions-londons--ours_one", 12)
    yield _under(kept, "Regions, every rule at random, one goal", "regions--ours_one", 12)
    yield _under(kept, "England, one pure goal", "england-pure--ours_one", 20)
    yield _under(kept, "England, tables to proved plan, every rule and all goals", "england--proof", 180)
    peak = kept.get("england--proof", {}).get("peak_gibibytes")
    yield "The same, under 6 GiB", "" if peak is None else f"{peak} GiB", None if peak is None else peak < 6
    yield _doubled(kept, "one pure goal", "england-pure-half--ours_one", "england-pure--ours_one")
    yield _doubled(kept, "tables to proved plan", "england-half--proof", "england--proof")
    yield _first_second(kept)
    for name, title in COUPLED.items():
        yield _first_tenth(kept, name, title)
    rules = kept.get("london--rules")
    share = None if rules is None else _share(rules)
    yield (
        "At least 5% of London's rules broken by the plan that ignores them",
        "" if share is None else f"{share:.1%}",
        None if share is None else share >= 0.05,
    )


def _under(kept: Kept, what: str, key: str, most_seconds: float) -> tuple[str, str, bool | None]:
    one = kept.get(key)
    if one is None or "wall_seconds" not in one:
        return f"{what}, under {most_seconds:g} s", "", None
    proved = bool(one.get("proved"))
    found = f"{one['wall_seconds']:.2f} s" + ("" if proved else ", not proved")
    return f"{what}, under {most_seconds:g} s", found, proved and one["wall_seconds"] < most_seconds


def _first_second(kept: Kept) -> tuple[str, str, bool | None]:
    first = kept.get("two--first", {}).get("wall_seconds")
    met = None if first is None else first < 1
    return "Two boroughs, a plan within the first second", "" if first is None else f"{first:.2f} s", met


def _first_tenth(kept: Kept, name: str, title: str) -> tuple[str, str, bool | None]:
    what = f"A plan within the first tenth of the run to the proved plan: {title}"
    first, whole = (kept.get(f"{name}--{task}", {}).get("wall_seconds") for task in ("first", "proof"))
    if first is None or whole is None:
        return what, "", None
    return what, f"{first:.2f} s of {whole:.1f} s", first <= whole / 10


def _doubled(kept: Kept, what: str, half: str, whole: str) -> tuple[str, str, bool | None]:
    """By the processor: two runs of a busy machine's clock say little of each other."""
    title = f"Doubling people and places costs under 2.5 times: {what}"
    both = [kept.get(key, {}) for key in (half, whole)]
    if not all("processor_seconds" in one for one in both):
        return title, "", None
    ratio = both[1]["processor_seconds"] / both[0]["processor_seconds"]
    proved = all(one.get("proved") for one in both)
    return title, f"{ratio:.2f}{'' if proved else ', not proved'}", proved and ratio < 2.5


def _times_faster(kept: Kept, goals: str, least: float) -> tuple[str, str, bool | None]:
    what = f"The same, at least {least:g} times faster than the fastest whole-model solver"
    ours = kept.get(f"london--ours_{goals}", {})
    peers = [one for name in WHOLE_MODEL if "wall_seconds" in (one := kept.get(f"london--{name}_{goals}", {}))]
    if "wall_seconds" not in ours or not peers:
        return what, "", None
    fastest = min(peers, key=lambda one: (not one.get("proved"), one["wall_seconds"]))
    ratio = fastest["wall_seconds"] / max(ours["wall_seconds"], 0.001)
    return what, _ratio(fastest, ours), bool(ours.get("proved")) and ratio >= least
