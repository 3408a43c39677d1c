"""The process's own part of `bounded`: it does what it is asked, within its limits, and says what comes of it."""

import contextlib
import gc
import math
import os
import pickle
import queue
import signal
import struct
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from dcgd.errors import Crashed, UserError

if sys.platform != "win32":
    import fcntl
    import resource
    import select

LENGTH = struct.Struct(">Q")
HEAD = struct.Struct(">cI")
"""Of what kind a part of an answer is, and how many items it has; then come the items, each after its length."""
ITEMS, END, RAISED = b"i", b"e", b"r"
NO_MEMORY = 99
"""The exit code of a process that has no memory left to say so."""
_BATCH, _BATCH_BYTES, _BATCH_SECONDS = 500, 1_000_000, 0.1
"""Items go together until there are so many, or they are as long, or the first has waited for so long."""


def serve() -> None:
    """Answer requests from stdin until the asking process is gone. Reads its limits from the command line."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    _limit_memory(int(sys.argv[1]))
    _end_with(int(sys.argv[2]))
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    gc.disable()  # of what is read nothing is garbage until all is; looking for it takes a third of the time
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    while True:
        _answer(requests.get(), out)
        gc.collect()


def _end_with(lifeline: int) -> None:
    """Let the system end the process when nobody holds the other end of this pipe any more.

    The listening thread is not enough: it has no turn while a library written in C is at work (a regular expression,
    a parser), and that is what goes on for ever. Windows knows no such signal: there the thread is all there is.
    """
    if sys.platform != "win32":
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGIO, signal.SIGXCPU))
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
        if select.select([lifeline], [], [], 0)[0]:  # gone before it was asked to be told
            os._exit(0)


def _listen(requests: "queue.SimpleQueue[bytes]") -> None:
    """Queue requests from stdin; end the process, whatever it is doing, when the asking process is gone."""
    source = sys.stdin.buffer
    try:
        while head := source.read(LENGTH.size):
            requests.put(source.read(LENGTH.unpack(head)[0]))
    except MemoryError:
        os._exit(NO_MEMORY)
    os._exit(0)


def _answer(request: bytes, out: BinaryIO) -> None:
    """Write what comes of one request, in parts."""
    try:
        function, args, seconds = pickle.loads(request)
        del request
        _limit_time(seconds)
        items = iter(function(*args))
        del args
        for batch in _batches(items):
            _write(out, ITEMS, batch)
        _write(out, END, [])
    except MemoryError:
        os._exit(NO_MEMORY)
    except Exception as error:
        _write(out, RAISED, [pickle.dumps(_sendable(error))])


def _batches(items: Iterator[Any]) -> Iterator[list[bytes]]:
    """Pickled items in batches, bounded in number, in size and in the time the first one waits."""
    batch: list[bytes] = []
    size, begun = 0, time.monotonic()
    for item in items:
        batch.append(pickle.dumps(item))
        size += len(batch[-1])
        if len(batch) == _BATCH or size > _BATCH_BYTES or time.monotonic() - begun > _BATCH_SECONDS:
            yield batch
            batch, size, begun = [], 0, time.monotonic()
    if batch:
        yield batch


def _write(out: BinaryIO, kind: bytes, items: Sequence[bytes]) -> None:
    out.write(HEAD.pack(kind, len(items)))
    for item in items:
        out.write(LENGTH.pack(len(item)))
        out.write(item)
    out.flush()


def _sendable(error: Exception) -> Exception:
    """An exception in a form that can be pickled; for a fault of the program its traceback is added as a note."""
    if not isinstance(error, UserError):
        error.add_note(traceback.format_exc())
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        lost = Crashed(f"处理它的进程出错（{type(error).__name__}）")
        lost.add_note(traceback.format_exc())
        return lost
    return error


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "win32":
        _lower(resource.RLIMIT_AS, megabytes * 1_000_000)
        _lower(resource.RLIMIT_CORE, 0)


def _limit_time(seconds: float) -> None:
    """Let the system end the process when it has computed for so long."""
    if sys.platform != "win32":
        _lower(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds))


def _lower(what: int, limit: int) -> None:
    """Set a limit of the system, as far as it can be set."""
    if sys.platform != "win32":
        hard = resource.getrlimit(what)[1]
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
