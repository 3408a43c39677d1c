"""One function over many arguments: here, on this computer's processes, or on a Dask cluster.

What a process that is killed was at is done by another.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from dcgd.errors import Crashed, WrongUse
from dcgd.publish.lake.plan import PROGRAM

A = TypeVar("A")
R = TypeVar("R")
_KILLED = 3
"""So often may processes be killed on this computer before the work itself is taken to kill them."""
_SECONDS = 30
"""A scheduler that answers later than this is not there."""


class Mapping(Protocol):
    """What applies a function to each argument and yields the results as they come, in any order."""

    def __call__(self, function: Callable[[A], R], arguments: Sequence[A]) -> Iterator[R]:
        """The results. The function and its arguments must be such as can be pickled."""


def here(function: Callable[[A], R], arguments: Sequence[A]) -> Iterator[R]:
    """One after the other, in this process."""
    yield from map(function, arguments)


def on_processes(function: Callable[[A], R], arguments: Sequence[A]) -> Iterator[R]:
    """On all cores of this computer. Raises Crashed when processes are killed again and again."""
    cores = min(os.cpu_count() or 1, len(arguments))
    if cores < 2:
        yield from here(function, arguments)
        return
    left = dict(enumerate(arguments))
    for _ in range(_KILLED):
        # Not forked: a library of an address may have threads, which a fork would leave halfway.
        pool = ProcessPoolExecutor(cores, mp_context=get_context("spawn"))
        try:
            numbers = {pool.submit(function, argument): number for number, argument in left.items()}
            for future in as_completed(numbers):
                result = future.result()
                del left[numbers[future]]
                yield result
        except BrokenProcessPool:
            continue
        finally:
            pool.shutdown(cancel_futures=True)
        return
    raise Crashed(f"处理登记册的进程 {_KILLED} 次意外中断，多半是内存不够；写好的留着，再来一次从断处接着写")


class OnCluster:
    """On the workers of a Dask scheduler, which gives what a lost one was at to another."""

    def __init__(self, address: str) -> None:
        """Raises WrongUse when nobody answers there, or when the workers have another program."""
        self._library = _distributed()
        try:
            self._client = self._library.Client(address, timeout=_SECONDS)
            self._client.wait_for_workers(1, timeout=_SECONDS)
        except (OSError, ValueError, TypeError) as error:
            raise WrongUse(f"连不上 Dask 调度器 {address}，或者它没有工作进程（{error}）") from None
        try:
            self._only_same_program(address)
        except BaseException:
            self.close()
            raise

    def _only_same_program(self, address: str) -> None:
        try:
            programs = set(self._client.run(program).values())
        except Exception as error:  # what a worker without this module says depends on where it notices
            raise WrongUse(f"{address} 的工作进程上没有 dcgd（{error}）；每台都要装同一版本") from None
        if programs != {PROGRAM}:
            others = "、".join(sorted(programs - {PROGRAM}))
            raise WrongUse(f"{address} 的工作进程上是 dcgd {others}，这里是 {PROGRAM}；都装同一版本")

    def __call__(self, function: Callable[[A], R], arguments: Sequence[A]) -> Iterator[R]:
        """The results as they come. Raises Crashed when one argument kills every worker that takes it."""
        futures = self._client.map(function, arguments, pure=False)
        try:
            for _future, result in self._library.as_completed(futures, with_results=True):
                yield result
        except self._library.KilledWorker as error:
            raise Crashed(f"同一批登记册几次使工作进程中断（{error}）；写好的留着，再来一次从断处接着写") from None

    def close(self) -> None:
        """Leave the scheduler as it was."""
        self._client.close()


def _distributed() -> Any:
    import distributed

    return distributed


def program() -> str:
    """What the process that is asked has of dcgd."""
    return PROGRAM
