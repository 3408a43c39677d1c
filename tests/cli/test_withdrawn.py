"""What is withdrawn counts nowhere: with it or without it, every view, paper, table and page is the same."""

import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
AS_OF = ("--as-of", "2025-12-20")
LISTINGS = (
    ("list", "--status", "overdue"), ("targets",), ("status",), ("status", "--by", "unit"),
    ("status", "--by", "section"),
    ("overdue",), ("at-risk",), ("progress", "log"), ("progress", "missing"), ("problem", "list"), ("notice", "list"),
    ("request", "list"), ("history",), ("units",), ("scorecard",), ("scorecard", "--by", "section"),
    ("scorecard", "--explain", "区科学技术局"),
    ("show", "1"), ("show", "2"), ("show", "14"),
)  # fmt: skip
PAPERS = (
    ("summary", "-o", "总体情况.md", "--force"), ("export", "xlsx", "-o", "台账.xlsx", "--force"),
    ("export", "docx", "-o", "通报.docx", "--force"), ("export", "ics", "-o", "日历.ics", "--force"),
    ("export", "csv", "-o", "csv", "--force"), ("export", "json", "-o", "表.json", "--force"),
    ("export", "sqlite", "表.sqlite", "--force"), ("export", "html", "-o", "网页"),
)  # fmt: skip
FORMS = ("progress", "template", "--period", "2025-12", "-o", "表", "--force")


def parts(path: Path) -> object:
    """What a file says: of an archive its parts, of a database its rows, without the moment at which it was made."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}
    if path.suffix == ".sqlite":
        with closing(sqlite3.connect(path)) as connection:
            return list(connection.iterdump())
    return re.sub(rb"DTSTAMP:\S+", b"", path.read_bytes())


@pytest.fixture
def everything(
    example: Path, call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], dict[str, object]]:
    """All that the program says of the example, by what was asked."""
    out = tmp_path / "out"
    out.mkdir()

    caches = count()

    def asked() -> dict[str, object]:
        monkeypatch.setenv("DCGD_CACHE", str(tmp_path / f"cache {next(caches)}"))  # tasks have other ids when read anew
        data = ("--data", str(example))
        said: dict[str, object] = {}
        for command in LISTINGS:
            done = call(*command, *AS_OF, *data, "--format", "json", cwd=out)
            assert done.returncode == 0, done.stderr
            said[" ".join(command)] = done.stdout
        for command in (*((*paper, *AS_OF) for paper in PAPERS), FORMS):
            done = call(*command, *data, cwd=out)
            assert done.returncode == 0, done.stderr
            said[" ".join(command)] = done.stdout
        tables = json.loads(call("export", "json", *AS_OF, *data).stdout)
        said |= {f"sql {table}": call("sql", f"SELECT * FROM {table}", *AS_OF, *data).stdout for table in tables}
        said |= {str(path.relative_to(out)): parts(path) for path in out.rglob("*") if path.is_file()}
        return said

    return asked


@pytest.mark.slow
def test_what_is_withdrawn_counts_nowhere(
    example: Path, call: Run, everything: Callable[[], dict[str, object]]
) -> None:
    before = everything()
    assert len(before) > 40

    def done(*args: str) -> None:
        said = call(*args, "--data", str(example))
        assert said.returncode == 0, said.stderr

    done(
        "progress",
        "add",
        "1-1",
        "--value",
        "15",
        "--date",
        "2025-12-20",
        "--note",
        "多填",
        "--difficulty",
        "缺人",
    )
    done("progress", "withdraw", "1-1", "--by", "区政府办公室", "--note", "多填一个五", "--date", "2025-12-20")
    done("problem", "raise", "2-1", "缺人", "--by", "区财政局", "--date", "2025-12-01")
    done("problem", "assign", "7", "--by", "甲", "--to", "区财政局", "--deadline", "2025-12-05", "--date", "2025-12-01")
    done("problem", "withdraw", "7", "--by", "甲", "--note", "登记错了", "--date", "2025-12-19")
    done(
        "notice", "issue", "--task", "14-1", "--level", "红", "-o", str(example.parent / "单"), "--as-of", "2025-12-01"
    )
    done("notice", "withdraw", "4", "--by", "督查室", "--note", "发错了", "--date", "2026-01-05")
    asked = ("--by", "区住建局", "--note", "停工", "--date", "2025-11-20")
    done("request", "ask", "9-1", "due", "2026-03-31", *asked)
    done("request", "withdraw", "3", *asked)
    after = everything()
    assert {name: (before[name], said) for name, said in after.items() if said != before[name]} == {}
    assert call("validate", str(example)).returncode == 0


def test_what_is_withdrawn_is_told_on_demand(example: Path, call: Run) -> None:
    data = ("--data", str(example))
    last = ("--date", "2025-12-20")
    assert call("progress", "add", "1-1", "--value", "15", *last, *data).returncode == 0
    done = call("progress", "withdraw", "1-1", "--by", "区政府办公室", "--note", "多填一个五", *last, *data)
    assert done.stderr.startswith(
        "已撤回：1-1 新增高新技术企业，2025-12-20 的 15 家（区政府办公室：多填一个五），写入 "
    )
    rows = json.loads(call("progress", "log", "1-1", "--all", *data, "-f", "json").stdout)
    [gone] = [row for row in rows if row["withdrawn"]]
    assert (gone["amount"], gone["withdrawn_by"], gone["withdrawn_why"]) == ("15 家", "区政府办公室", "多填一个五")
    assert call("problem", "withdraw", "1", "--by", "甲", "--note", "登记错了", *data).returncode == 0
    assert "WT-2025-001" not in call("problem", "list", *data).stdout
    listed = json.loads(call("problem", "list", "--all", *data, "-f", "json").stdout)
    assert [row["id"] for row in listed if row["label"] == "已撤回"] == ["WT-2025-001"]
    assert "撤回  甲  登记错了" in call("problem", "show", "1", *data).stdout
    done = call("problem", "advance", "1", "--by", "甲", *data)
    assert (done.returncode, "WT-2025-001 已撤回，没有下一步" in done.stderr) == (2, True)
    assert call("notice", "withdraw", "1", "--by", "甲", "--note", "发错了", *data).returncode == 0
    assert "DB-2025-001" not in call("notice", "list", *data).stdout
    listed = json.loads(call("notice", "list", "--all", *data, "-f", "json").stdout)
    assert [row["number"] for row in listed if row["label"] == "已撤回"] == ["DB-2025-001"]


@pytest.mark.parametrize(
    "args",
    [
        ("progress", "withdraw", "1-1", "--by", " ", "--note", "错"),
        ("problem", "withdraw", "1", "--by", "甲"),
        ("notice", "withdraw", "1", "--by", "甲"),
        ("notice", "return", "1", "--note", "错"),
    ],
)
def test_who_withdraws_says_by_whom_and_why(args: tuple[str, ...], example: Path, call: Run) -> None:
    before = {path: path.read_bytes() for path in example.rglob("*.yaml")}
    assert call(*args, "--data", str(example)).returncode == 2
    assert {path: path.read_bytes() for path in example.rglob("*.yaml")} == before
