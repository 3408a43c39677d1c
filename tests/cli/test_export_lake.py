"""`dcgd export lake`: from the command line to files that DuckDB reads, on this computer's processes."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from dcgd.cli.export_lake import progress
from dcgd.publish.lake.tables import fields

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]
DATA = ("--data", str(ROOT / "data"), "--data", str(ROOT / "examples" / "yunxi-2025"))
DAY = ("--as-of", "2025-09-30")


def test_a_lake_is_read_by_its_list(run: Run, tmp_path: Path) -> None:
    """As a process of its own, whose processes read two years."""
    done = run("export", "lake", *DATA, *DAY, "-o", "湖")
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].startswith("写好了：湖，2 个登记册，")
    assert "写湖 100%" in done.stderr
    lake = tmp_path / "湖"
    listed = json.loads((lake / "lake.json").read_text(encoding="utf-8"))
    paths = [file["path"] for batch in listed["batches"] for file in batch["files"]]
    assert sorted(paths) == sorted(path.relative_to(lake).as_posix() for path in lake.rglob("*.parquet"))
    files = [str(lake / path) for path in paths if path.startswith("assessments/")]
    query = "SELECT registry, year, count(*) FROM read_parquet($1, hive_partitioning=true) GROUP BY ALL ORDER BY 2"
    assert duckdb.execute(query, [files]).fetchall() == [("data", 2023, 142), ("examples/yunxi-2025", 2025, 35)]
    again = run("export", "lake", *DATA, *DAY, "-o", "湖")
    assert "2 批里重写了 0 批" in again.stderr


def test_it_says_how_many_registries_have_errors(call: Run, example: Path) -> None:
    with (example / "tasks.yaml").open("a", encoding="utf-8") as out:
        out.write("  - {")
    done = call("export", "lake", "--data", str(example), *DAY, "-o", "memory://湖")
    assert done.returncode == 0
    assert "1 个登记册有错误，见湖里的 errors 表" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "-"), "湖是许多文件"),
        (("-o", ""), "湖是许多文件"),
        ((), "缺少选项"),
        (("-o", "s4://x"), "s4://x"),
        (("-o", "memory://x", "--scheduler", "tcp://127.0.0.1:1"), "集群写不到"),
        (("-o", "湖", "--scheduler", "一二三"), "连不上 Dask 调度器 一二三"),
        (("-o", "湖", "--known-on", "2025-09"), "--known-on"),
    ],
)
def test_what_cannot_be_done_is_refused(call: Run, words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = call("export", "lake", *DATA, *words)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "湖" / "lake.json").exists()


@pytest.mark.parametrize("library", ["pyarrow", "fsspec", "distributed"])
def test_without_its_libraries_it_says_how_to_get_them(library: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / f"{library}.py").write_text(f"raise ModuleNotFoundError('none', name={library!r})\n")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = run("export", "lake", *DATA, "-o", "湖", "--scheduler", "tcp://127.0.0.1:1", PYTHONPATH=path)
    assert done.returncode == 2
    assert done.stderr.endswith(f"要用的库（{library}）没有安装；安装它：pip install 'dcgd[lake]'\n")


def ticking(seconds: list[float]) -> Callable[[], float]:
    clock: Iterator[float] = iter(seconds)
    return lambda: next(clock)


def test_progress_has_an_estimate(capsys: pytest.CaptureFixture[str]) -> None:
    show = progress(ticking([0, 60, 61, 120, 600]))
    show("看登记册", 5, 5)
    for done in (100, 105, 200, 1000):
        show("写湖", done, 1000)
    assert capsys.readouterr().err.splitlines() == ["写湖 10%，约还要 9 分钟", "写湖 20%，约还要 8 分钟", "写湖 100%"]


def test_the_page_shows_every_column_with_its_type() -> None:
    page = (ROOT / "docs" / "lake.md").read_text(encoding="utf-8")
    kinds = {
        "text": "string", "integer": "int64", "number": "double", "boolean": "bool", "date": "date", "list": "list",
    }  # fmt: skip
    for name, columns in fields().items():
        line = f"{name}: " + ", ".join(f"{column.name} {kinds[column.kind]}" for column in columns)
        assert line in page.splitlines(), line


def test_no_lake_is_written_into_a_registry_or_over_many(call: Run, example: Path) -> None:
    for folder in (example, example.parent):
        done = call("export", "lake", *DATA, *DAY, "-o", str(folder))
        assert (done.returncode, "是放登记册的文件夹" in done.stderr) == (2, True), done.stderr
    assert not list(example.parent.rglob("*.parquet"))
