"""Tests of many files, each made one test: thousands of tests of a moment take longer than what they do."""

from collections.abc import Callable, Iterable
from pathlib import Path


def each_of(paths: Iterable[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Have a test of one file look at all of these; what fails says at which."""

    def over(test: Callable[[Path], None]) -> Callable[[], None]:
        def of_all() -> None:
            for path in paths:
                try:
                    test(path)
                except AssertionError as failure:
                    failure.add_note(f"in {path}")
                    raise

        of_all.__name__, of_all.__doc__ = test.__name__, test.__doc__
        return of_all

    return over
