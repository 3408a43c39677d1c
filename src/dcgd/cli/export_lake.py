"""`dcgd export lake`: many registries as Parquet that any engine reads."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Annotated

import typer

from dcgd.cli import options, paper
from dcgd.cli.clock import now
from dcgd.cli.commands import command, offering
from dcgd.cli.console import say
from dcgd.cli.session import find_data, sources
from dcgd.errors import WrongUse
from dcgd.publish.lake.exporting import WRITING, export
from dcgd.publish.lake.mapping import Mapping, OnCluster, here, on_processes
from dcgd.publish.lake.place import Place
from dcgd.registry.files import registries, without_tasks

app = typer.Typer(add_completion=False)


@command(app, "lake")
def lake(
    *,
    address: Annotated[
        str,
        typer.Option("-o", "--output", metavar="地址", help="湖在哪里：文件夹，或 fsspec 的地址，如 s3://桶/湖"),
    ],
    basis: Annotated[options.Basis, offering("as_of", "data")],
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="地址",
            help="Dask 调度器的地址，如 tcp://10.0.0.5:8786；缺省用本机的进程",
            show_default=False,
        ),
    ] = None,
) -> None:
    """许多登记册写成一个数据湖（分区的 Parquet），供 DuckDB、Spark、Trino 查询；只写变了的。

    读的人看到的要么是旧的，要么是新的。读不了的登记册在 errors 表里；列和地址见 docs/lake.md。
    """
    with paper.extra("lake", "数据湖"):
        import_module("pyarrow")  # the processes that need it could not say so
        place = Place(_address(address))
        wanted = sources([str(folder) for folder in find_data(basis.data)])
        with _mapping(scheduler, place) as mapping:
            made = export(wanted, place, basis.day, now().isoformat(), mapping, progress(time.monotonic))
    manifest = made.manifest
    size = sum(file.size for file in manifest.files)
    batches = len(manifest.batches)
    say(
        f"写好了：{address}，{len(wanted)} 个登记册，{len(manifest.files)} 个文件，{size / 1e6:.1f} MB；"
        f"{batches} 批里重写了 {made.anew} 批。"
    )
    for lost in (folder for name in basis.data or () for folder in without_tasks(name)):
        say(f"注意：{lost} 里有登记册的文件而没有 tasks.yaml，没有写进湖里。")
    errors = sum(batch.errors for batch in manifest.batches)
    if errors:
        say(f"注意：{errors} 个登记册有错误，见湖里的 errors 表。")


def _address(given: str) -> str:
    if given in ("", "-"):
        raise WrongUse("湖是许多文件；-o 写一个文件夹，或 fsspec 的地址，如 s3://桶/湖")
    if registries(given):
        raise WrongUse(f"{given} 是放登记册的文件夹；湖写到别处，如 {given.rstrip('/')}-湖")
    return given


@contextmanager
def _mapping(scheduler: str | None, place: Place) -> Iterator[Mapping]:
    if scheduler is None:
        yield on_processes if place.is_shared else here
        return
    if not place.is_shared:
        raise WrongUse(f"{place.address} 只在这个进程的内存里，集群写不到；换一个大家都看得到的地址")
    cluster = OnCluster(scheduler)
    try:
        yield cluster
    finally:
        cluster.close()


def progress(clock: Callable[[], float]) -> Callable[[str, int, int], None]:
    """What tells on stderr how far an export is and how long it will still take.

    On a terminal in one line, elsewhere a line for each tenth. `clock` gives seconds.
    """
    begun = 0.0
    tenths = 0

    def show(what: str, done: int, total: int) -> None:
        nonlocal begun, tenths
        if what != WRITING:
            begun = clock()  # and what it takes to look at them is no measure for the rest
        rest = _left(clock() - begun, done, total) if what == WRITING else ""
        if sys.stderr.isatty():
            end = "\n" if done == total else ""
            print(f"\r{what} {100 * done // (total or 1)}%{rest}\033[K", end=end, file=sys.stderr, flush=True)
        elif what == WRITING and 10 * done // (total or 1) > tenths:
            tenths = 10 * done // (total or 1)
            say(f"{what} {tenths * 10}%{rest}")

    return show


def _left(seconds: float, done: int, total: int) -> str:
    """How long what is left will take if it goes on as before; empty when there is nothing left."""
    if done >= total or not done:
        return ""
    rest = seconds * (total - done) / done
    return f"，约还要 {rest / 60:.0f} 分钟" if rest >= 90 else f"，约还要 {rest:.0f} 秒"
