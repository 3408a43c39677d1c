"""Papers and tables of several registries at once."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
DAY = ("--as-of", "2025-09-30")


@pytest.fixture
def district(example: Path, registry: Path, tmp_path: Path) -> Path:
    """A folder with two registries in it."""
    folder = tmp_path / "many"
    folder.mkdir()
    shutil.move(example, folder / "yunxi")
    shutil.move(registry, folder / "dongchang")
    return folder


def test_duckdb_queries_many_registries_at_once(call: Run, district: Path, tmp_path: Path) -> None:
    assert call("export", "parquet", "--data", str(district), *DAY, "-o", "out").returncode == 0
    query = """
        SELECT d.registry, a.light, count(*) AS n
        FROM 'out/assessments.parquet' a JOIN 'out/documents.parquet' d ON d.id = a.document
        GROUP BY ALL ORDER BY ALL
    """
    by_light = duckdb.connect().execute(query.replace("out/", f"{tmp_path}/out/")).fetchall()
    done = call("status", "--data", str(district), *DAY, "--by", "document", "--format", "json")
    counted = {row["name"]: row for row in json.loads(done.stdout)}
    names = duckdb.connect().execute(f"SELECT registry, number FROM '{tmp_path}/out/documents.parquet'").fetchall()
    assert [name for name, _number in names] == ["dongchang", "yunxi"]
    for registry, number in names:
        lights = {light: n for name, light, n in by_light if name == registry}
        assert lights == {light: counted[number][light] for light in "红黄蓝绿灰" if counted[number][light]}


def test_what_was_read_last_does_not_change_what_is_exported(call: Run, district: Path, tmp_path: Path) -> None:
    def exported(name: str) -> dict[str, bytes]:
        for form in ("parquet", "xlsx"):
            assert call("export", form, "--data", str(district), *DAY, "-o", f"{name}.{form}").returncode == 0
        parquets = {path.name: path.read_bytes() for path in (tmp_path / f"{name}.parquet").iterdir()}
        return parquets | {"xlsx": (tmp_path / f"{name}.xlsx").read_bytes()}

    before = exported("one")
    tasks = district / "dongchang" / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8")
    tasks.write_text(text + "# 一行注释\n", encoding="utf-8")
    call("status", "--data", str(district))
    tasks.write_text(text, encoding="utf-8")
    assert exported("two") == before


def test_a_summary_of_several_names_them_and_a_bulletin_is_of_one(call: Run, district: Path) -> None:
    text = call("summary", "--data", str(district), *DAY).stdout
    assert "东昌政办字〔2023〕11号" in text
    assert "云汐政办字〔2025〕3号" in text
    assert "| yunxi:9-2 |" in text
    said = call("export", "docx", "--data", str(district))
    assert (said.returncode, "通报只写一个文件，这里有 2 个登记册" in said.stderr) == (2, True)
