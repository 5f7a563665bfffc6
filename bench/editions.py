"""Editions at size: 10,000 links set in every format and layout, each in a process of its own, with its peak memory.

The alignment is that of bench/formats.py: sentences of the memorandum, a note on every tenth link. Run:

    python bench/editions.py [--links 10000] [--only pdf,epub]

Seconds are of processor time, what an idle machine of one core takes. Exits with 1 where a limit is broken.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from formats import LIMITS, make

from hexapla.formats.editions import DRAWN, edition
from hexapla.formats.options import Layout, Options

MOST_MEMORY = {"pdf": 1500}  # MB, in columns


def main() -> int:
    """Measure all that was asked for."""
    parser = argparse.ArgumentParser(description="Measure editions.")
    parser.add_argument("--links", type=int, default=10_000)
    parser.add_argument("--only", help="formats with commas")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.links, *asked.one)))
        return 0
    forms = asked.only.split(",") if asked.only else list(DRAWN)
    print(
        f"{asked.links:,} links\n{'format':<10}{'layout':<13}{'seconds':>8}{'limit':>7}{'file MB':>9}{'memory MB':>11}"
    )
    broken = [line(asked.links, form, layout) for form in forms for layout in Layout]
    return int(any(broken))


def line(links: int, form: str, layout: str) -> bool:
    """Measure one edition and print it; return whether a limit is broken. Limits are of the usual layout."""
    command = [sys.executable, __file__, "--links", str(links), "--one", form, layout]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - ourselves
    usual = layout == Layout.COLUMNS
    limit = LIMITS.get(form) if usual else None
    memory = MOST_MEMORY.get(form, 1e9) if usual else 1e9
    broken = (limit is not None and found["seconds"] > limit) or found["memory"] > memory
    figures = f"{found['seconds']:>8.2f}{limit or '':>7}{found['size'] / 1e6:>9.1f}{found['memory']:>11.0f}"
    print(f"{form:<10}{layout:<13}{figures}{' !' if broken else ''}", flush=True)
    return broken


def measure(links: int, form: str, layout: str) -> dict[str, float]:
    """Set one edition: seconds, bytes of the file, megabytes of memory of the largest process."""
    alignment = make(links)
    start = time.process_time()
    data = DRAWN[form](edition(alignment, Options(layout=Layout(layout))))
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN)  # a long PDF is set by a process of its own
    seconds = time.process_time() - start + helpers.ru_utime + helpers.ru_stime
    memory = max(helpers.ru_maxrss, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024
    return {"seconds": seconds, "size": len(data), "memory": memory}


if __name__ == "__main__":
    sys.exit(main())
