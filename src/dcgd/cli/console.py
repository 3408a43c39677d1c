"""The terminal: messages on stderr, width and colours; and the exit codes."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from dcgd.unseen import without_unseen

FINDINGS, WRONG_USE, OWN_FAULT, INTERRUPTED = 1, 2, 3, 130
"""Exit codes other than 0."""


def say(sentence: str) -> None:
    """Print a message on stderr, with control characters from file names and options removed.

    If stderr is full or closed, the error is ignored: what was done stays done.
    """
    sentence = "\n".join(without_unseen(line, " ") for line in sentence.split("\n"))
    with suppress(OSError):
        print(sentence, file=sys.stderr)


@contextmanager
def said_if_cut_off(sentence: Callable[[], str]) -> Iterator[None]:
    """If the block raises anything, print the sentence (unless empty) before the exception goes on."""
    try:
        yield
    except BaseException:
        words = sentence()
        if words:
            say(words)
        raise


def typed(*words: str) -> str:
    """The words as a command line, quoted for the shell."""
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
