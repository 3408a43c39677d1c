"""What is private of people stands where it was written and nowhere else, whatever is made of the registry.

Every command there is either makes something here, which is searched for marked numbers, or has a reason not to.
"""

import os
import re
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.cli.catalogue import COMMANDS, Many
from dcgd.index.schema import PUBLIC
from dcgd.model import PRIVATE
from dcgd.publish.tabular.formats import FINDINGS, LISTING, OBJECT, Format
from dcgd.registry.diff import Side, compare
from dcgd.registry.revisions import in_folder
from private_marks import ALL_MARKS, DAY, PAPERS, PHONE, TO_UNITS, contents, holds_a_mark
from systems import posix

Call = Callable[..., subprocess.CompletedProcess[str]]
WRITES = "writes only what it is given"
LISTINGS = [("--format", str(form)) for form in LISTING if form is not Format.XLSX] + [("-o", "out/{}.xlsx")]

MADE: dict[str, list[tuple[str, ...]]] = {
    "list": [("list", *DAY, *how) for how in LISTINGS],
    "show": [("show", "5", *DAY, "--format", str(form)) for form in OBJECT],
    "status": [("status", "--by", "person", *DAY, "--format", "json")],
    "overdue": [("overdue", *DAY, "--format", "json")],
    "at-risk": [("at-risk", *DAY, "--format", "json")],
    "progress log": [("progress", "log", "5-1", "--format", "json")],
    "progress missing": [("progress", "missing", *DAY, "--format", "json")],
    "progress doubts": [("progress", "doubts", *DAY, "--format", "json")],
    "plan template": [("plan", "template", "-o", "out/plans")],
    "plan missing": [("plan", "missing", *DAY, "--format", "json")],
    "problem list": [("problem", "list", *DAY, "--format", "json")],
    "problem show": [("problem", "show", "WT-2025-001", "--format", "json")],
    "notice list": [("notice", "list", *DAY, "--format", "json")],
    "notice issue": [("notice", "issue", *DAY, "--dry-run", "--format", "json")],
    "plan list": [("plan", "list", *DAY, "--format", "json")],
    "request list": [("request", "list", "--format", "json")],
    "papers list": [("papers", "list", "--format", "json")],
    "seal list": [("seal", "2025-08"), ("seal", "list", "--format", "json")],
    "validate": [("validate", "--format", str(form)) for form in FINDINGS],
    "targets": [("targets", *DAY, "--format", "json")],
    "log": [("log", *DAY, "--format", "json")],
    "history": [("history", *DAY, "--format", "json")],
    "units": [("units", *DAY, *how) for how in LISTINGS],
    "people": [("people", *DAY, *how) for how in LISTINGS],
    "scorecard": [("scorecard", *DAY, "--format", "json")],
    "sql": [
        *(("sql", f"SELECT * FROM {table}", "--format", "json") for table in re.findall(r"CREATE TABLE (\w+)", PUBLIC)),
        ("sql", "SELECT * FROM assessments", *DAY, "--format", "json"),
    ],
    "summary": [("summary", *DAY)],
    "export xlsx": [("export", "xlsx", *DAY, "-o", "out/ledger.xlsx")],
    "export ics": [("export", "ics", *DAY, "-o", "out/days.ics")],
    "export csv": [("export", "csv", *DAY, "-o", "out/csv")],
    "export parquet": [("export", "parquet", *DAY, "-o", "out/parquet")],
    "export json": [("export", "json", *DAY, "-o", "out/json")],
    "export html": [
        ("export", "html", *DAY, "-o", "out/html"), ("export", "html", "--single", *DAY, "-o", "out/a.html"),
        ("export", "html", "--public", *DAY, "-o", "out/public"),
    ],
    "export lake": [("export", "lake", *DAY, "-o", "out/lake")],
    "export sqlite": [("export", "sqlite", "out/all.sqlite", *DAY)],
    "verify": [("verify", "--format", "json")],
    "cache info": [("cache", "info", "--format", "json")],
}  # fmt: skip
NOT_MADE = {
    **dict.fromkeys(("progress collect", "plan collect", "progress add", "progress fill", "set"), WRITES),
    **dict.fromkeys((f"add {what}" for what in ("task", "target", "milestone", "unit", "person")), WRITES),
    **dict.fromkeys((f"unit {step}" for step in ("set", "rename", "alias", "remove")), WRITES),
    **dict.fromkeys(
        (
            f"problem {step}"
            for step in ("raise", "assign", "resolve", "feedback", "close", "reject", "advance", "withdraw")
        ),
        WRITES,
    ),
    **dict.fromkeys((f"notice {step}" for step in ("reply", "deliver", "accept", "return", "withdraw")), WRITES),
    "progress withdraw": WRITES,
    **dict.fromkeys((f"request {step}" for step in ("ask", "decide", "withdraw")), WRITES),
    "papers withdraw": WRITES,
    "seal month": "its archive has a test of its own in cli/test_seal",
    "export template": "an empty form, which knows no registry",
    "serve": "the page of `export html`",
    "mcp": "the commands that read; tests/cli/test_mcp.py",
    "trace": "needs several registries, and shows titles, goals and days alone",
    "diff": "has a test of its own, below",
    "explain": "knows no registry",
    "schema": "knows no registry",
    "import": "reads no registry but to rewrite it",
    "review": WRITES,
    "init": "copies what it is told to copy",
    "cache clear": "says only what it removed",
}


def names_of_commands() -> set[str]:
    return {
        f"{name} {step}" if step else name
        for name, entry in COMMANDS.items()
        for step in (entry.modules if isinstance(entry, Many) else [""])
    }


def test_every_command_is_tried_or_has_a_reason() -> None:
    tried = [*MADE, *PAPERS, *TO_UNITS, *NOT_MADE]
    assert sorted(tried) == sorted(names_of_commands())


@pytest.mark.parametrize("name", MADE)
def test_nothing_that_is_made_holds_what_is_private(name: str, marked: Path, call: Call, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for number, words in enumerate(MADE[name]):
        done = call(*(word.format(number) if "{}" in word else word for word in words), DCGD_DATA=str(marked))
        assert done.returncode == 0, done.stderr
        assert not holds_a_mark((done.stdout + done.stderr).encode()), words
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            assert not any(map(holds_a_mark, contents(path))), path
    assert list((tmp_path / "out").rglob("*")) or "out/" not in str(MADE[name])


def test_the_marks_are_found_where_they_may_stand(marked: Path, call: Call) -> None:
    done = call("people", "--contacts", "--format", "json", DCGD_DATA=str(marked))
    for mark in ALL_MARKS:
        assert mark in done.stdout


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM contacts",
        "SELECT phone FROM people",
        "SELECT * FROM main.contacts",
        "WITH c AS (SELECT * FROM contacts) SELECT * FROM c",
        "SELECT (SELECT phone FROM contacts LIMIT 1)",
        "SELECT * FROM people JOIN contacts USING (name)",
        "SELECT data FROM sqlite_dbpage",
        "SELECT sql FROM sqlite_schema",
    ],
)
def test_no_query_reaches_it(query: str, marked: Path, call: Call) -> None:
    done = call("sql", query, "--format", "json", DCGD_DATA=str(marked))
    assert done.returncode == 2
    assert not holds_a_mark((done.stdout + done.stderr).encode())


def test_a_change_is_told_without_it(marked: Path, example: Path) -> None:
    before = in_folder(marked, "")
    path = marked / "people.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(PHONE, "0000-7654329"), encoding="utf-8")
    after = in_folder(marked, "")
    sides = [Side(version.reading.registry, version.texts, version.lossy) for version in (before, after)]
    told = str(compare(*sides))
    assert "联系方式" in told
    assert "76543" not in told


@pytest.mark.parametrize(
    "spoilt",
    [
        "phone: 看门口 0000-7654321", "phone: [0000-7654321]", "phone: {a: 0000-7654321}", "post: 10007654321",
        "unit: 10007654321", "email: 10007654321", "10007654321: x", "phone: 0000-7654321, phone: 0000-7654321",
        "phone: 0000-7654321: x", "phone: '0000-7654321", "phone： 0000-7654321", "unit: 0000-7654321",
        "note: 打 13007654321 找他",
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_without_it(spoilt: str, marked: Path, call: Call) -> None:
    path = marked / "people.yaml"
    path.write_text(f"people:\n  - {{name: 甲, {spoilt}}}\n", encoding="utf-8")
    for form in FINDINGS:
        done = call("validate", "--format", str(form), DCGD_DATA=str(marked))
        assert not holds_a_mark((done.stdout + done.stderr).encode())


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("people.yaml", "people:", "10007654321: x\npeople:"),
        ("units.yaml", "contact: 吕某某", "contact: 吕某某 0000-7654321"),
        ("units.yaml", "contact: 吕某某", "contact: 吕某某 1000.765.4321"),
    ],
)
def test_what_is_wrong_around_people_is_told_without_it(
    file: str, old: str, new: str, marked: Path, call: Call
) -> None:
    path = marked / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = call("validate", "--format", "json", DCGD_DATA=str(marked))
    assert ("extra-key" if old == "people:" else "unknown-person") in done.stdout
    assert "4321" not in done.stdout + done.stderr


@posix("modes")
def test_the_index_that_holds_it_is_its_owners_alone(marked: Path, call: Call, tmp_path: Path) -> None:
    call("people", DCGD_DATA=str(marked), DCGD_CACHE=str(tmp_path / "cache"))
    holding = [path for path in (tmp_path / "cache").rglob("*") if holds_a_mark(path.read_bytes())]
    assert len(holding) == 1
    assert stat.S_IMODE(holding[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(holding[0].parent.stat().st_mode) == 0o700
    assert holding[0].stat().st_uid == os.geteuid()


def test_no_public_table_has_a_column_for_it() -> None:
    assert not re.findall(rf"\b({'|'.join(PRIVATE)})\b", PUBLIC)
