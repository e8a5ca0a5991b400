"""The engine beside whole-model solvers, SciPy and ordinary lettings on named instances of four sizes.

Every measurement runs in a process of its own and is kept as JSON; the page is put together from all that are kept.
.venv/bin/python benchmarks/engine.py [--size two|london|regions|england …] [--cap SECONDS] [--write] [--tasks NAME …]
"""

import argparse
import json
import os
import pickle
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from instances import INSTANCES, Instance
from measuring import MOST_GIBIBYTES
from page import WHOLE_MODEL, page

HERE = Path(__file__).resolve().parent
KEPT = Path(tempfile.gettempdir()) / "housing-match-benchmarks"


def tasks_of(instance: Instance) -> list[str]:
    """What is measured of one instance."""
    solvers = ("ours", *(WHOLE_MODEL if instance.peers else ()))
    return [*(f"{solver}:{goals}" for goals in instance.goals for solver in solvers), *instance.beside]


def measure(name: str, task: str, cap: float) -> None:
    """Runs one task and keeps its record; one that its own time limit does not stop is ended."""
    made = KEPT / f"{name}.pickle"
    if not made.exists():
        made.write_bytes(pickle.dumps(INSTANCES[name].make()))
    command = [sys.executable, str(HERE / "measuring.py"), str(made), name, task, str(cap)]
    began = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=3 * cap + 120)
        record = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else failure(done.stderr)
    except subprocess.TimeoutExpired:
        record = {"proved": False, "wall_seconds": round(time.perf_counter() - began, 1), "note": "ended from outside"}
    record |= {"cap_seconds": cap, "load": round(os.getloadavg()[0], 1), "date": str(date.today())}
    (KEPT / f"{name}--{task.replace(':', '_')}.json").write_text(json.dumps(record, indent=1))
    print(name, task, json.dumps(record), flush=True)


def failure(errors: str) -> dict[str, str]:
    """Why a measurement failed; solvers say in words of their own that memory was short."""
    short = any(word in errors.lower() for word in ("memory", "bad_alloc"))
    return {"failed": f"more than {MOST_GIBIBYTES} GiB" if short else errors[-500:]}


def main() -> None:
    """Measure what was asked for, then print and maybe write the page of all that is kept."""
    sizes = list(dict.fromkeys(one.size for one in INSTANCES.values()))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", nargs="*", default=sizes, choices=sizes, help="none: only put the page together")
    parser.add_argument("--tasks", nargs="*", help="only these, such as plan, ours:one, HIGHS:all, lsa, rules")
    parser.add_argument("--cap", type=float, help="seconds that each solver has for each line; else the instance's own")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    asked = parser.parse_args()
    KEPT.mkdir(exist_ok=True)
    for name, instance in INSTANCES.items():
        for task in tasks_of(instance) if instance.size in asked.size else ():
            if asked.tasks is None or task in asked.tasks:
                measure(name, task, asked.cap or instance.cap_seconds)
    kept = {file.stem: json.loads(file.read_text()) for file in sorted(KEPT.glob("*.json"))}
    machine = (
        f"{platform.machine()}, {os.cpu_count()} cores; Python {platform.python_version()}, OR-Tools "
        f"{version('ortools')}, NumPy {version('numpy')}, SciPy {version('scipy')}"
    )
    text = page(kept, INSTANCES, machine)
    print(text)
    if asked.write:
        (HERE.parent / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
