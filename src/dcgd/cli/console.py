"""The terminal: what is said on stderr, how wide it is, whether it has colours; and what the program exits with."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from dcgd.unseen import without_unseen

FINDINGS, WRONG_USE, OWN_FAULT, INTERRUPTED = 1, 2, 3, 130
"""What a command exits with where 0 will not do."""


def say(sentence: str) -> None:
    """A sentence on stderr, good news or bad. What a file name or an option holds cannot steer the terminal.

    Where stderr is full or closed the work goes on: what was done stays done.
    """
    sentence = "\n".join(without_unseen(line, " ") for line in sentence.split("\n"))
    with suppress(OSError):
        print(sentence, file=sys.stderr)


@contextmanager
def said_if_cut_off(sentence: Callable[[], str]) -> Iterator[None]:
    """When the block does not end well, for whatever reason, say what has been done all the same; nothing if empty."""
    try:
        yield
    except BaseException:
        words = sentence()
        if words:
            say(words)
        raise


def typed(*words: str) -> str:
    """A command as it is to be typed: what a shell would take apart is quoted."""
    import shlex

    return " ".join(word if re.fullmatch(r"[\w@%+=:,./\\-]+", word) else shlex.quote(word) for word in words)


def coloured() -> bool:
    """Whether to use colour: on a terminal, unless NO_COLOR is set; FORCE_COLOR forces it."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def width() -> int:
    """Columns of the terminal; 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns


def text_width() -> int:
    """Columns for running text: at most 100 on a terminal, a paragraph a line elsewhere."""
    return min(width(), 100) if sys.stdout.isatty() else 10_000
