"""A program at a terminal, and somebody who types."""

import os
import select
import signal
import sys
import time
from collections.abc import Callable

import nursery

_SECONDS = 60
KILL = "\0kill"
"""Typed in place of an answer: the program is killed."""


def talk(words: tuple[str, ...], *exchange: tuple[str, str], **env: str) -> tuple[str, int]:
    """Run `dcgd` with these words at a terminal; each time it has shown the first of a pair, the second is typed.

    Control characters are typed alone, other answers with Enter; surrogates stand for bytes that are no text. Returns
    all that was shown, and the exit code. As a person would, Ctrl-C is pressed again when nothing happens for 5 s:
    Python misses a signal that comes just before it begins to read. The terminal drops no output at Ctrl-C.
    """
    import termios

    terminal, process, waited_for = _forked(words, env) if nursery.is_at_home(env) else _started(words, env)
    settings = termios.tcgetattr(terminal)
    settings[3] |= termios.NOFLSH
    termios.tcsetattr(terminal, termios.TCSANOW, settings)
    shown, seen, pressed = b"", 0, b""
    left = list(exchange)
    ends = time.monotonic() + _SECONDS
    while time.monotonic() < ends:
        if not select.select([terminal], [], [], 5)[0]:
            os.write(terminal, pressed)
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        shown += data
        wanted = left[0][0].encode() if left else None
        if wanted and wanted in shown[seen:]:
            seen = len(shown)
            answer = left.pop(0)[1]
            if answer == KILL:
                os.kill(process, signal.SIGKILL)
                break
            pressed = answer.encode() if answer in ("\x03", "\x04") else b""
            os.write(terminal, pressed or f"{answer}\n".encode("utf-8", "surrogateescape"))
    os.close(terminal)
    code = waited_for()
    assert not left, f"never asked: {left[0][0]}\n{shown.decode(errors='replace')}"
    return shown.decode(errors="replace").replace("\r\n", "\n"), code


_USUAL = {"TERM": "xterm", "COLUMNS": "80"}


def _forked(words: tuple[str, ...], env: dict[str, str]) -> tuple[int, int, Callable[[], int]]:
    """The program out of the nursery: its terminal, its number, and what waits for its exit code."""
    import pty

    terminal, its = pty.openpty()
    child = nursery.born(nursery.address(), words, (its, its, its), {**os.environ, **_USUAL, **env}, terminal=True)
    os.close(its)
    return terminal, child.pid, child.wait


def _started(words: tuple[str, ...], env: dict[str, str]) -> tuple[int, int, Callable[[], int]]:
    """The same with an interpreter of its own."""
    import pty

    process, terminal = pty.fork()
    if process == 0:
        os.environ |= {**_USUAL, "PYTHONUTF8": "1", **env}
        os.execv(sys.executable, [sys.executable, "-m", "dcgd", *words])
    return terminal, process, lambda: os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
