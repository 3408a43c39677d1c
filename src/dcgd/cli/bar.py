"""A progress bar on stderr."""

import sys
from collections.abc import Callable

FEW = 5
"""The number of workbooks from which a bar is drawn."""


def bar(what: str, total: int, least: int) -> Callable[[int, int], None]:
    """A function to report progress to: draws a bar on a terminal if `total` is at least `least`, else does nothing."""
    if total < least or not sys.stderr.isatty():
        return lambda _done, _total: None

    def show(done: int, total: int) -> None:
        width = 30 * done // total
        end = "\n" if done == total else ""
        print(f"\r{what} [{'█' * width}{' ' * (30 - width)}] {done}/{total}", end=end, file=sys.stderr, flush=True)

    return show
