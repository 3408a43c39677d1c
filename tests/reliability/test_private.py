"""What is private of people stands where it was written and nowhere else, whatever is made of the registry.

Every command there is either makes something here, which is searched for marked numbers, or has a reason not to.
"""

import io
import os
import re
import sqlite3
import stat
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from dcgd.cli.catalogue import COMMANDS, Many
from dcgd.index.schema import PUBLIC
from dcgd.model import PRIVATE
from dcgd.publish.tabular.formats import FINDINGS, LISTING, OBJECT, Format
from dcgd.registry.diff import Side, compare
from dcgd.registry.revisions import in_folder
from systems import posix

Call = Callable[..., subprocess.CompletedProcess[str]]
PHONE, BARE, EMAIL = "0000-7654321", "10007654322", "marked@private.example"
MARKS = ("7654321", "7654322", "marked@")
OFFICE = "0000-7654300"
"""The telephone of the office's contact, which stands on all its papers."""
OWN = {"区水利局": "0000-7654301", "区教育体育局": "0000-7654302", "区卫生健康局": "0000-7654303"}
"""The telephones of the liaisons of some units, which stand on what goes to their units alone."""
ALL_MARKS = (*MARKS, OFFICE, *OWN.values())
DAY = ("--as-of", "2025-09-30")
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
    "problem list": [("problem", "list", *DAY, "--format", "json")],
    "problem show": [("problem", "show", "WT-2025-001", "--format", "json")],
    "notice list": [("notice", "list", *DAY, "--format", "json")],
    "notice issue": [("notice", "issue", *DAY, "--dry-run", "--format", "json")],
    "request list": [("request", "list", "--format", "json")],
    "papers list": [("papers", "list", "--format", "json")],
    "validate": [("validate", "--format", str(form)) for form in FINDINGS],
    "targets": [("targets", *DAY, "--format", "json")],
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
    ],
    "export sqlite": [("export", "sqlite", "out/all.sqlite", *DAY)],
    "verify": [("verify", "--format", "json")],
    "cache info": [("cache", "info", "--format", "json")],
}  # fmt: skip
PAPERS: dict[str, tuple[str, ...]] = {
    "export docx": ("export", "docx", *DAY, "-o", "out/bulletin.docx"),
}
"""Papers of the office that go to all."""
TO_UNITS: dict[str, tuple[str, ...]] = {
    "progress template": ("progress", "template", "--period", "2025-09", "-o", "out"),
    "notice print": ("notice", "print", "DB-2025-001", "DB-2025-002", "-o", "out"),
}
"""Papers that go to one unit each, which the names of their files say."""
NOT_MADE = {
    **dict.fromkeys(("progress collect", "progress add", "progress fill", "set"), WRITES),
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
    "export template": "an empty form, which knows no registry",
    "serve": "the page of `export html`",
    "diff": "has a test of its own, below",
    "explain": "knows no registry",
    "schema": "knows no registry",
    "import": "reads no registry but to rewrite it",
    "init": "copies what it is told to copy",
    "cache clear": "says only what it removed",
}


@pytest.fixture
def marked(example: Path) -> Path:
    """The made-up district with a marked phone or address at each person."""
    path = example / "people.yaml"
    text, number = re.subn(r"phone: [\d-]+", f"phone: {PHONE}", path.read_text(encoding="utf-8"))
    assert number > 10
    text = re.sub(r"email: [\w@.]+", f"email: {EMAIL}", text)
    for unit, phone in {"区政府办公室": OFFICE, **OWN}.items():
        post = "督查室主任" if phone == OFFICE else "联络员"
        text, times = re.subn(rf"(post: {post}, unit: {unit}, phone: ){PHONE}", rf"\g<1>{phone}", text)
        assert times == 1, unit
    text = text.replace("post: 副区长}", f"post: 副区长, phone: {BARE}, email: {EMAIL}}}")
    path.write_text(text, encoding="utf-8")
    return example


def contents(path: Path) -> Iterator[bytes]:
    """What is in a file, unpacked; of tables each value."""
    data = path.read_bytes()
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    elif path.suffix == ".parquet":
        yield str(duckdb.connect().execute(f"SELECT * FROM '{path}'").fetchall()).encode()
    elif path.suffix == ".sqlite":
        connection = sqlite3.connect(path)
        yield "\n".join(connection.iterdump()).encode()
        connection.close()


def marks_in(data: bytes) -> set[str]:
    return {mark for mark in ALL_MARKS if any(mark.encode(coding) in data for coding in ("utf-8", "utf-16-le"))}


def holds_a_mark(data: bytes) -> bool:
    return bool(marks_in(data))


def marks_of(path: Path) -> set[str]:
    return set().union(*map(marks_in, contents(path)))


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


@pytest.mark.parametrize("name", PAPERS)
def test_on_a_paper_to_all_stands_the_number_of_the_offices_contact_alone(
    name: str, marked: Path, call: Call, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    done = call(*PAPERS[name], DCGD_DATA=str(marked))
    assert done.returncode == 0, done.stderr
    assert not holds_a_mark((done.stdout + done.stderr).encode())
    assert {frozenset(marks_of(path)) for path in (tmp_path / "out").rglob("*")} == {frozenset({OFFICE})}


@pytest.mark.parametrize("name", TO_UNITS)
def test_on_a_paper_to_a_unit_stand_no_numbers_but_its_own_and_the_offices(
    name: str, marked: Path, call: Call, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    done = call(*TO_UNITS[name], DCGD_DATA=str(marked))
    assert done.returncode == 0, done.stderr
    assert not holds_a_mark((done.stdout + done.stderr).encode())
    files = list((tmp_path / "out").iterdir())
    for path in files:
        unit = next((unit for unit in OWN if unit in path.name), "")
        own = {OWN[unit]} if unit else set(MARKS)  # the others share one number
        assert marks_of(path) <= {OFFICE, *own}, path.name
    assert sum(any(unit in path.name for unit in OWN) for path in files) > 1


def test_forms_and_reminders_say_whom_to_ring(marked: Path, call: Call, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    call(*TO_UNITS["progress template"], DCGD_DATA=str(marked))
    [form] = (tmp_path / "out").glob("*区水利局*")
    assert marks_of(form) == {OFFICE, OWN["区水利局"]}
    text = call("progress", "missing", "--text", "--as-of", "2025-10-10", DCGD_DATA=str(marked)).stdout
    of_unit = {part.split("（")[0]: marks_in(part.encode()) for part in text.split("\n\n") if part.strip()}
    assert of_unit == {"区住房和城乡建设局": {OFFICE, "7654321"}, "区卫生健康局": {OFFICE, OWN["区卫生健康局"]}}


def test_without_a_contact_of_the_office_no_number_stands_on_a_paper_to_all(
    marked: Path, call: Call, tmp_path: Path
) -> None:
    rules = marked / "rules.yaml"
    rules.write_text(re.sub(r"\n  contact: .*", "", rules.read_text(encoding="utf-8")), encoding="utf-8")
    (tmp_path / "out").mkdir()
    assert call(*PAPERS["export docx"], DCGD_DATA=str(marked)).returncode == 0
    assert not any(map(marks_of, (tmp_path / "out").rglob("*")))


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
