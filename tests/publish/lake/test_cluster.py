"""A lake written on a cluster: a scheduler and two workers on this computer, one of which is killed in the middle."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from dcgd.errors import WrongUse
from dcgd.publish.lake import mapping
from dcgd.publish.lake.mapping import OnCluster
from dcgd.publish.lake.tables import fields
from districts import BASE

LOCAL = ("--host", "127.0.0.1")
YEARS = range(2015, 2025)


@contextmanager
def started(*words: str, until: str, folder: Path) -> Iterator[tuple[subprocess.Popen[str], re.Match[str]]]:
    """A process of Dask that has said what it is waited for; it is ended with the block."""
    command, *rest = words
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{command}", *rest],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5"},
    )
    assert process.stderr
    try:
        for line in process.stderr:
            if said := re.search(until, line):
                yield process, said
                return
        pytest.fail(f"{command} ended before it said {until}")
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The address of a scheduler, and its two workers."""
    plain = (*LOCAL, "--no-dashboard")
    with started("dask_scheduler", *plain, "--port", "0", until=r"Scheduler at: +(tcp://\S+)", folder=folder) as (
        _,
        said,
    ):
        worker = ("dask_worker", said[1], *plain, "--no-nanny", "--nthreads", "1", "--local-directory", str(folder))
        joined = r"Registered to"
        with (
            started(*worker, until=joined, folder=folder) as (one, _),
            started(*worker, until=joined, folder=folder) as (other, _),
        ):
            yield said[1], [one, other]


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A registry for each of ten years: ten batches."""
    for year in YEARS:
        folder = tmp_path / "world" / str(year)
        shutil.copytree(BASE, folder)
        for path in folder.rglob("*.yaml"):
            path.write_text(path.read_text(encoding="utf-8").replace("2023-", f"{year}-"), encoding="utf-8")
    return tmp_path / "world"


def exporting(world: Path, lake: Path, *more: str) -> subprocess.Popen[str]:
    words = ("export", "lake", "--data", str(world), "--as-of", "2025-09-30", "-o", str(lake), *more)
    return subprocess.Popen(
        [sys.executable, "-m", "dcgd", *words], stderr=subprocess.PIPE, encoding="utf-8", cwd=world.parent
    )


def content(lake: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a lake, sorted."""
    rows = {}
    for table in fields():
        files = sorted(str(path) for path in lake.glob(f"{table}/*/*.parquet"))
        query = "SELECT * FROM read_parquet($1, hive_partitioning=true) ORDER BY ALL"
        rows[table] = duckdb.execute(query, [files]).fetchall() if files else []
    return rows


def test_a_worker_killed_in_the_middle_loses_nothing(world: Path, tmp_path: Path) -> None:
    local = exporting(world, tmp_path / "local")
    assert local.communicate(timeout=120)[1].splitlines()[-1].startswith("写好了")
    assert local.returncode == 0
    with cluster(tmp_path) as (address, workers):
        whole = exporting(world, tmp_path / "lake", "--scheduler", address)
        assert whole.stderr
        said = ""
        while "写湖" not in said:  # the first of ten batches is written, others are under way
            line = whole.stderr.readline()
            assert line, said
            said += line
        workers[0].kill()
        said += whole.communicate(timeout=120)[1]
        assert whole.returncode == 0, said
    assert "写湖 100%" in said
    written = content(tmp_path / "lake")
    assert written == content(tmp_path / "local")
    assert {row[1] for row in written["documents"]} == {str(year) for year in YEARS}


def test_workers_with_another_program_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with cluster(tmp_path) as (address, _):
        OnCluster(address).close()
        monkeypatch.setattr(mapping, "PROGRAM", "0.0.1/1")
        with pytest.raises(WrongUse, match=r"是 dcgd .*，这里是 0\.0\.1/1；都装同一版本"):
            OnCluster(address)
