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
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Self, TypeVar, TypeVarTuple, Unpack

from dcgd.errors import Crashed, TooLong, TooMuch
from dcgd.source.bounded_work import END, HEAD, LENGTH, NO_MEMORY, RAISED

MEGABYTES = 800
"""The memory that work may take. (Only where the system keeps such a limit: Windows and macOS do not.)"""
MOST_ANSWER = 200_000_000
"""The longest answer at once, in bytes as pickled."""
_SLOW = "（电脑慢的，设 DCGD_SECONDS=60 再来一次）"
_INTERRUPTED = (-signal.SIGINT, 0xC000013A)
"""How a process ends that Ctrl-C has reached: on POSIX, on Windows."""
_START = """
import pickle, sys
sys.path[:] = pickle.load(sys.stdin.buffer)
from dcgd.source.bounded_work import serve
serve()
"""

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def patience() -> float:
    """How many seconds of computing a document may take: 8, or what DCGD_SECONDS says (1 to 3600), for slow computers.

    By the clock it is twice as much: others may be at work on the computer.
    """
    wish = os.environ.get("DCGD_SECONDS", "")
    return float(wish) if re.fullmatch(r"[0-9]{1,4}", wish) and 1 <= int(wish) <= 3600 else 8.0


class Worker:
    """A process for one piece of work after another; one that had to be ended is followed by a new one."""

    def __init__(self, megabytes: int = MEGABYTES, most_item: int | None = None) -> None:
        """`most_item`: the longest item of a stream, in bytes as pickled; else `MOST_ANSWER`."""
        self._megabytes, self._most_item = megabytes, most_item
        self._process: subprocess.Popen[bytes] | None = None
        self._lifeline = -1
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
        left = allowed * 2 if seconds is None else allowed
        kind = b""
        process = self._running()
        try:
            while kind != END:
                begun = time.monotonic()
                with self._watched(process, left):
                    if not kind:
                        _send(process, pickle.dumps((function, args, allowed)))
                    kind, content = self._received(process, allowed, _SLOW if seconds is None else "")
                left = max(0.0, left - (time.monotonic() - begun))
                if kind == RAISED:
                    raise content[0]
                yield from content
        finally:
            if kind not in (END, RAISED):
                self.close()

    def start(self) -> None:
        """Have the process begin, to be ready when it is asked."""
        self._running()

    def close(self) -> None:
        """End the process, whatever it is at."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        os.close(self._lifeline)
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, a new one where there is none."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process, self._lifeline = _started(self._megabytes)
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

    def _received(self, process: subprocess.Popen[bytes], seconds: float, hint: str) -> tuple[bytes, list[Any]]:
        """The next part of an answer; raises Stopped, and KeyboardInterrupt for a process that Ctrl-C has reached."""
        with contextlib.suppress(EOFError):
            kind, count = HEAD.unpack(_read(process, HEAD.size))
            items = []
            for _ in range(count):
                [length] = LENGTH.unpack(_read(process, LENGTH.size))
                most = self._most_item or MOST_ANSWER
                if length > most:
                    raise TooMuch(f"{'一项' if self._most_item else ''}结果超过 {most // 1_000_000} MB，已停止")
                items.append(pickle.loads(_read(process, length)))
            return kind, items
        code = process.wait()
        if code in _INTERRUPTED:
            raise KeyboardInterrupt
        if self._expired or code == -getattr(signal, "SIGXCPU", 0):
            raise TooLong(f"用了 {seconds:g} 秒还没有做完，已停止{hint}")
        if code == NO_MEMORY:
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


def _started(megabytes: int) -> tuple[subprocess.Popen[bytes], int]:
    """A process that finds the modules that this one finds, and its lifeline: a pipe that nobody writes to.

    What libraries write there reaches no terminal. Its end of the lifeline tells it when this process is gone.
    """
    one = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MALLOC_ARENA_MAX"), "1")  # threads cost memory
    end, lifeline = os.pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, str(megabytes), str(end)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **one},
            pass_fds=() if sys.platform == "win32" else (end,),
        )
    except BaseException:
        os.close(lifeline)
        raise
    finally:
        os.close(end)
    assert process.stdin
    with contextlib.suppress(OSError):
        process.stdin.write(pickle.dumps(sys.path))
    return process, lifeline


def _read(process: subprocess.Popen[bytes], length: int) -> bytes:
    """So many bytes of what a process says; raises EOFError where it ends before."""
    assert process.stdout
    data = process.stdout.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _send(process: subprocess.Popen[bytes], request: bytes) -> None:
    assert process.stdin
    with contextlib.suppress(OSError):  # a process that is gone is noticed when its answer is read
        process.stdin.write(LENGTH.pack(len(request)))
        process.stdin.write(request)
        process.stdin.flush()
