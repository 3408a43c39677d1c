"""How many items of honest generated years each doubt asks about: python benchmarks/doubts.py [years]."""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from dcgd.data_words import DoubtKind
from dcgd.tracking.auditing import doubts
from honest import DUE, bulletins, year


def main(years: int) -> None:
    """Print a line for each doubt: its code and the part of all items that it asks about."""
    papers = {"": bulletins()}
    doubted: Counter[DoubtKind] = Counter()
    items = 0
    for seed in range(years):
        its_year = year(seed)
        items += len(its_year)
        doubted.update({(doubt.kind, id(doubt.judged)): doubt.kind for doubt in doubts(its_year, papers, DUE)}.values())
    for kind in DoubtKind:
        if kind is not DoubtKind.EVIDENCE:
            print(f"{kind.value:8} {doubted[kind]:6} of {items}: {doubted[kind] / items:.2%}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
