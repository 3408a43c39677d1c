"""A bar on stderr for what takes a while."""

import sys
from collections.abc import Callable

FEW = 5
"""From so many workbooks on a bar is drawn."""


def bar(what: str, total: int, least: int) -> Callable[[int, int], None]:
    """What to tell how many of how many are done: it draws on a terminal from `least` on, else nothing."""
    if total < least or not sys.stderr.isatty():
        return lambda _done, _total: None

    def show(done: int, total: int) -> None:
        width = 30 * done // total
        end = "\n" if done == total else ""
        print(f"\r{what} [{'█' * width}{' ' * (30 - width)}] {done}/{total}", end=end, file=sys.stderr, flush=True)

    return show
