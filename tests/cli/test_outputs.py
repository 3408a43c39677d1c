"""Whatever a command writes: a link stays a link, a file stays as open as it was, and what is there is whole."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, CompletedProcess, Popen

import pytest

from systems import make_link, posix

Call = Callable[..., CompletedProcess[str]]
AS_OF = ("--as-of", "2025-12-01")
OUTPUTS = {
    "x.xlsx": ("export", "xlsx", "-o", "x.xlsx", "--force", *AS_OF),
    "x.docx": ("export", "docx", "-o", "x.docx", "--force", *AS_OF),
    "x.ics": ("export", "ics", "-o", "x.ics", "--force", *AS_OF),
    "x.json": ("export", "json", "-o", "x.json", "--force", *AS_OF),
    "csv/tasks.csv": ("export", "csv", "-o", "csv", "--force", *AS_OF),
    "x.parquet/tasks.parquet": ("export", "parquet", "-o", "x.parquet", "--force", *AS_OF),
    "x.sqlite": ("export", "sqlite", "x.sqlite", "--force", *AS_OF),
    "x.md": ("summary", "-o", "x.md", "--force", *AS_OF),
    "site/index.html": ("export", "html", "-o", "site", *AS_OF),
    "x.html": ("export", "html", "--single", "-o", "x.html", *AS_OF),
    "schema/tasks.json": ("schema", "-o", "schema"),
    "forms/区水利局_2026-02.xlsx": ("progress", "template", "--period", "2026-02", "-o", "forms", "--force"),
    "notices/DB-2025-001 区水利局 5-1.docx": ("notice", "print", "DB-2025-001", "-o", "notices", "--force", *AS_OF),
}


@posix("links need rights there")
@pytest.mark.parametrize("name", OUTPUTS)
def test_a_link_stays_and_what_it_leads_to_is_replaced_and_as_open_as_it_was(
    call: Call, example: Path, tmp_path: Path, name: str
) -> None:
    path, real = tmp_path / name, tmp_path / "elsewhere" / "real"
    real.parent.mkdir()
    real.write_bytes(b"old")
    real.chmod(0o640)
    path.parent.mkdir(exist_ok=True)
    make_link(path, os.path.relpath(real, path.parent))
    done = call(*OUTPUTS[name], DCGD_DATA=str(example))
    assert done.returncode == 0, done.stderr
    assert path.is_symlink()
    assert len(real.read_bytes()) > 100
    assert real.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in real.parent.iterdir()] == ["real"], "no draft is left"


@posix("links need rights there")
@pytest.mark.parametrize("name", OUTPUTS)
def test_a_link_that_leads_nowhere_is_told(call: Call, example: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    make_link(path, "nowhere")
    done = call(*OUTPUTS[name], DCGD_DATA=str(example))
    assert done.returncode == 2
    assert "是链接，它指向的 nowhere 不存在；先改好链接，或换一个名字" in done.stderr
    assert not (path.parent / "nowhere").exists()
    assert path.is_symlink()


@posix("a device of POSIX systems")
@pytest.mark.parametrize("name", ["x.md", "x.json"])
def test_a_pipe_behind_a_link_takes_a_paper_as_it_is(example: Path, tmp_path: Path, name: str) -> None:
    """Where /dev/stdout leads is no path that exists."""
    args = ["/dev/stdout" if each == name else each for each in OUTPUTS[name]]
    process = Popen([sys.executable, "-m", "dcgd", *args, "--data", str(example)], stdout=PIPE, cwd=tmp_path)
    assert len(process.communicate()[0]) > 100
    assert process.returncode == 0


def test_heads_are_by_default_what_the_help_says(call: Call, example: Path) -> None:
    data = ("--data", str(example))
    heads = {
        "list -f csv": call("list", *data, "-f", "csv"),
        "list -f tsv": call("list", *data, "-f", "tsv"),
        "export csv": call("export", "csv", "units", "-o", "-", *data),
        "export csv --bom": call("export", "csv", "units", "--bom", "-o", "-", *data),
    }
    chinese = {name for name, done in heads.items() if re.search("单位|名称", done.stdout.splitlines()[0])}
    assert chinese == {"list -f csv", "export csv --bom"}
    help_ = "".join(call("export", "csv", "--help").stdout.split())
    assert "缺省：列表的csv、加--bom的是中文，tsv和数据表是代码" in help_
