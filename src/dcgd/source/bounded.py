"""Work on what others sent, in a process of its own with a bound on its time and on its memory.

Libraries that read documents cannot be stopped from within, and no list of checks names all that makes them go on for
ever. So they run where they can be ended: whatever a document holds, the answer comes, or a refusal.

    with Worker() as worker:
        for data in documents:
            book = worker.call(read_book, data)

The function must stand at the top of a module; it and its arguments go to the process by pickle, and so does what comes
back. That is no way in: whoever could forge it runs as the same user already.
"""

import contextlib
import gc
import math
import os
import pickle
import queue
import re
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, BinaryIO, Self, TypeVar, TypeVarTuple, Unpack

from dcgd.errors import Crashed, TooLong, TooMuch, UserError

MEGABYTES = 800
"""The memory that work may take. (Only where the system keeps such a limit: Windows and macOS do not.)"""
MOST_ANSWER = 200_000_000
"""The longest answer at once, in bytes as pickled."""
_SLOW = "（电脑慢的，设 DCGD_SECONDS=60 再来一次）"
_BATCH = 500
_LENGTH = struct.Struct(">Q")
_INTERRUPTED = (-signal.SIGINT, 0xC000013A)
"""How a process ends that Ctrl-C has reached: on POSIX, on Windows."""
_NO_MEMORY = 99
"""The exit code of a process that has no memory left to say so."""
_START = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from dcgd.source.bounded import serve; serve()"
)
_ITEMS, _END, _RAISED = "items", "end", "raised"

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def patience() -> float:
    """How many seconds of computing a document may take: 10, or what DCGD_SECONDS says (1 to 3600), for slow computers.

    By the clock it is half as much again: others may be at work on the computer.
    """
    wish = os.environ.get("DCGD_SECONDS", "")
    return float(wish) if re.fullmatch(r"[0-9]{1,4}", wish) and 1 <= int(wish) <= 3600 else 10.0


class Worker:
    """A process for one piece of work after another; one that had to be ended is followed by a new one."""

    def __init__(self, megabytes: int = MEGABYTES) -> None:
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._expired = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, function: Callable[[Unpack[Ts]], T], *args: *Ts, seconds: float | None = None) -> T:
        """What the function returns, or raises; Stopped when it does not end in time and memory.

        `seconds` are those of a clock; without any it may take what `patience` says.
        """
        [answer] = self.stream(_once, function, args, seconds=seconds)
        return answer

    def stream(
        self, function: Callable[[Unpack[Ts]], Iterator[T]], *args: *Ts, seconds: float | None = None
    ) -> Iterator[T]:
        """What the function yields, as it comes; only the time counts in which it is waited for. Raises as `call`."""
        allowed = patience() if seconds is None else seconds
        left = allowed * 1.5 if seconds is None else allowed
        kind = ""
        process = self._running()
        try:
            while kind != _END:
                begun = time.monotonic()
                with self._watched(process, left):
                    if not kind:
                        _send(process, pickle.dumps((function, args, allowed)))
                    kind, content = self._received(process, allowed, _SLOW if seconds is None else "")
                left = max(0.0, left - (time.monotonic() - begun))
                if kind == _RAISED:
                    raise content
                yield from content
        finally:
            if kind not in (_END, _RAISED):
                self.close()

    def close(self) -> None:
        """End the process, whatever it is at."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, a new one where there is none."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _started(self._megabytes)
        return self._process

    @contextlib.contextmanager
    def _watched(self, process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
        """End the process when this lasts longer."""
        self._expired = False

        def expire() -> None:
            self._expired = True
            process.kill()

        timer = threading.Timer(seconds, expire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _received(self, process: subprocess.Popen[bytes], seconds: float, hint: str) -> tuple[str, Any]:
        """The next part of an answer; raises Stopped, and KeyboardInterrupt for a process that Ctrl-C has reached."""
        assert process.stdout
        head = process.stdout.read(_LENGTH.size)
        length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
        if length > MOST_ANSWER:
            raise TooMuch(f"结果超过 {MOST_ANSWER // 1_000_000} MB，已停止")
        answer = process.stdout.read(length) if length else b""
        if length and len(answer) == length:
            kind, content = pickle.loads(answer)
            return kind, content
        code = process.wait()
        if code in _INTERRUPTED:
            raise KeyboardInterrupt
        if self._expired or code == -getattr(signal, "SIGXCPU", 0):
            raise TooLong(f"用了 {seconds:g} 秒还没有做完，已停止{hint}")
        if code == _NO_MEMORY:
            raise TooMuch(f"要用的内存超过 {self._megabytes} MB，已停止")
        raise Crashed("做到一半，处理它的进程意外中断")


def call(
    function: Callable[[Unpack[Ts]], T], *args: *Ts, seconds: float | None = None, megabytes: int = MEGABYTES
) -> T:
    """`Worker.call` in a process for this one call."""
    with Worker(megabytes) as worker:
        return worker.call(function, *args, seconds=seconds)


def _once(function: Callable[..., T], args: tuple[Any, ...]) -> Iterator[T]:
    yield function(*args)


def _started(megabytes: int) -> subprocess.Popen[bytes]:
    """A process that finds the modules that this one finds; what libraries write there reaches no terminal."""
    one = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MALLOC_ARENA_MAX"), "1")  # threads cost memory
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _START, str(megabytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **one},
    )
    assert process.stdin
    with contextlib.suppress(OSError):
        process.stdin.write(pickle.dumps(sys.path))
    return process


def _send(process: subprocess.Popen[bytes], request: bytes) -> None:
    assert process.stdin
    with contextlib.suppress(OSError):  # a process that is gone is noticed when its answer is read
        process.stdin.write(_LENGTH.pack(len(request)))
        process.stdin.write(request)
        process.stdin.flush()


def serve() -> None:
    """The process's own part: do what is asked, until nobody is there to ask."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    _limit_memory(int(sys.argv[-1]))
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


def _listen(requests: "queue.SimpleQueue[bytes]") -> None:
    """Take requests in; when who asks is gone, so is the process, whatever it is at."""
    source = sys.stdin.buffer
    while head := source.read(_LENGTH.size):
        requests.put(source.read(_LENGTH.unpack(head)[0]))
    os._exit(0)


def _answer(request: bytes, out: BinaryIO) -> None:
    """Write what comes of one request, in parts."""
    try:
        function, args, seconds = pickle.loads(request)
        del request
        _limit_time(seconds)
        items = iter(function(*args))
        del args
        while batch := list(islice(items, _BATCH)):
            _write(out, _ITEMS, batch)
        _write(out, _END, [])
    except MemoryError:
        os._exit(_NO_MEMORY)
    except Exception as error:
        _write(out, _RAISED, _sendable(error))


def _write(out: BinaryIO, kind: str, content: Any) -> None:
    answer = pickle.dumps((kind, content))
    out.write(_LENGTH.pack(len(answer)))
    out.write(answer)
    out.flush()


def _sendable(error: Exception) -> Exception:
    """An exception as it can be sent, with the way to it for who looks for a fault of the program."""
    import traceback

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
        import resource

        _lower(resource.RLIMIT_AS, megabytes * 1_000_000)
        _lower(resource.RLIMIT_CORE, 0)


def _limit_time(seconds: float) -> None:
    """Let the system end the process when it has computed for so long."""
    if sys.platform != "win32":
        import resource

        _lower(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds))


def _lower(what: int, limit: int) -> None:
    """Set a limit of the system, as far as it can be set."""
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(what)[1]
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
