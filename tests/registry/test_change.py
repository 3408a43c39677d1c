"""Changing a registry: what brings a new error is refused whole; one writer at a time; nothing else is touched."""

import hashlib
import json
from pathlib import Path

import pytest

import dcgd
from dcgd.diagnostics import Severity
from dcgd.errors import Refused
from dcgd.registry.change import change, is_shipped
from dcgd.registry.load import Reading, read
from dcgd.source.edit import append

REPORT = {"target": "5-1", "date": "2023-06-30", "value": 8}
FILE = "progress/2023-06.yaml"


def appending(record: dict[str, object], name: str = FILE):  # type: ignore[no-untyped-def]
    """An edit that appends a report."""

    def edit(before: Reading) -> dict[str, str]:
        there = before.parsed.get(name)
        return {name: append(there.text if there else "", "reports", record)}

    return edit


def prints(folder: Path) -> dict[str, str]:
    """Every file of a folder by its content, the lock left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".dcgd.lock"
    }


def test_a_change_is_on_disk_and_in_what_is_returned(registry: Path) -> None:
    before = prints(registry)
    after = change(registry, appending(REPORT))
    assert [filed.entity.target for filed in after.registry.reports] == ["5-1"]
    assert (registry / FILE).read_text(encoding="utf-8") == (
        "reports:\n  - {target: 5-1, date: 2023-06-30, value: 8}\n"
    )
    now = prints(registry)
    del now[FILE]
    assert now == before, "no other file is touched"


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({**REPORT, "target": "5-9"}, "report-unknown"),
        ({**REPORT, "date": "2022-06-30"}, "report-date"),
        ({**REPORT, "date": "6月底"}, "bad-date"),
        ({**REPORT, "value": "八"}, "bad-number"),
        ({**REPORT, "by": "区水力局"}, "unknown-unit"),
        ({**REPORT, "percent": 50}, "report-amount"),
        ({**REPORT, "remark": "好"}, "extra-key"),
    ],
)
def test_a_change_that_brings_a_new_error_is_refused_with_it(
    registry: Path, record: dict[str, object], code: str
) -> None:
    before = prints(registry)
    with pytest.raises(Refused, match="没有写入") as refusal:
        change(registry, appending(record))
    assert [found.code for found in refusal.value.diagnostics] == [code]
    assert refusal.value.diagnostics[0].file.endswith(FILE)
    assert prints(registry) == before


def test_of_several_files_all_are_written_or_none(registry: Path) -> None:
    before = prints(registry)
    with pytest.raises(Refused):
        change(
            registry,
            lambda reading: {
                **appending(REPORT)(reading),
                **appending({**REPORT, "target": "5-9", "date": "2023-07-31"}, "progress/2023-07.yaml")(reading),
            },
        )
    assert prints(registry) == before


def test_errors_that_are_there_already_do_not_stand_in_the_way(registry: Path) -> None:
    tasks = registry / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8").replace("kind: cumulative", "kind: cumulatve", 1)
    tasks.write_text(text, encoding="utf-8", newline="\n")
    change(registry, appending({**REPORT, "target": "5-2"}))
    change(registry, appending({**REPORT, "target": "5-2", "value": 9}))
    assert (registry / FILE).read_text(encoding="utf-8").count("5-2") == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbfreports: []\n", b"\xef\xbb\xbfreports:\n  - NEW\n"),
        (b"reports:\r\n  - {target: 5-1, date: 2023-06-01, value: 1} # x", None),
        ("# 六月\nreports:\n# 空\n".encode(), "# 六月\nreports:\n  - NEW\n# 空\n".encode()),
    ],
    ids=["a byte order mark", "CRLF, a comment, no line end", "comments"],
)
def test_every_other_byte_stays(registry: Path, before: bytes, after: bytes | None) -> None:
    new = b"{target: 5-1, date: 2023-06-30, value: 8}"
    (registry / "progress").mkdir()
    (registry / FILE).write_bytes(before)
    change(registry, appending(REPORT))
    expected = after.replace(b"NEW", new) if after else before + b"\r\n  - " + new + b"\r\n"
    assert (registry / FILE).read_bytes() == expected


@pytest.mark.parametrize(
    "content",
    [
        "# 六月份的进展\nreports: []\n".encode("gb18030"),
        "# 六月份的进展\nreports: []\n".encode("utf-16"),
        b"# a\x00b\nreports: []\n",
    ],
    ids=["GBK", "UTF-16", "a control character"],
)
def test_a_file_whose_bytes_could_not_be_kept_is_refused(registry: Path, content: bytes) -> None:
    (registry / "progress").mkdir()
    (registry / FILE).write_bytes(content)
    with pytest.raises(Refused, match="没有写入"):
        change(registry, appending(REPORT))
    assert (registry / FILE).read_bytes() == content


def test_the_registry_inside_the_package_is_read_only(tmp_path: Path) -> None:
    inside = Path(dcgd.__file__).parent / "shipped"
    assert is_shipped(inside)
    assert not is_shipped(tmp_path)
    with pytest.raises(Refused, match="dcgd init"):
        change(inside, appending(REPORT))
    assert not (inside / FILE).exists()


def test_a_link_to_the_registry_inside_the_package_is_read_only_too(tmp_path: Path) -> None:
    (tmp_path / "mine").symlink_to(Path(dcgd.__file__).parent / "shipped")
    assert is_shipped(tmp_path / "mine")


def test_an_error_that_is_there_already_excuses_no_new_one(registry: Path) -> None:
    tasks = registry / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8").replace("kind: cumulative", "kind: cumulatve", 1)
    tasks.write_text(text, encoding="utf-8", newline="\n")
    before = prints(registry)
    with pytest.raises(Refused, match="没有写入"):
        change(registry, appending({**REPORT, "target": "5-2", "date": "6月底"}))
    assert prints(registry) == before


def test_a_change_of_several_files_that_was_cut_off_is_finished_by_who_reads_next(registry: Path) -> None:
    names = ("tasks.yaml", "units.yaml")
    old = {name: (registry / name).read_text(encoding="utf-8") for name in names}
    for name, text in old.items():
        (registry / f".{name}.x.tmp").write_text(text.replace("区水利局", "区水务局"), encoding="utf-8", newline="\n")
    (registry / ".dcgd.plan").write_text(json.dumps({name: f".{name}.x.tmp" for name in names}), encoding="utf-8")
    found = read(registry, "")
    assert [each for each in found.diagnostics if each.severity is Severity.ERROR] == []
    assert "区水务局" in {filed.entity.name for filed in found.registry.units}
    assert sorted(path.name for path in registry.iterdir() if path.name.startswith(".")) == [".dcgd.lock"]


def test_a_change_that_was_cut_off_is_finished_before_the_next(registry: Path) -> None:
    text = (registry / "units.yaml").read_text(encoding="utf-8").replace("区水利局", "区水务局")
    (registry / ".units.yaml.x.tmp").write_text(text, encoding="utf-8", newline="\n")
    (registry / ".dcgd.plan").write_text('{"units.yaml": ".units.yaml.x.tmp"}', encoding="utf-8")
    seen: list[str] = []

    def edit(before: Reading) -> dict[str, str]:
        seen.append(before.parsed["units.yaml"].text)
        return appending(REPORT)(before)  # type: ignore[no-any-return]

    change(registry, edit)
    assert seen == [text]


def test_drafts_of_killed_writers_are_cleared_away_by_the_next(registry: Path) -> None:
    (registry / "progress").mkdir()
    drafts = [registry / ".tasks.yaml.x1.tmp", registry / "progress" / ".2023-06.yaml.x2.tmp"]
    other = registry / ".mine.tmp"
    for path in (*drafts, other):
        path.write_bytes(b"half")
    change(registry, appending(REPORT))
    assert not any(path.exists() for path in drafts)
    assert other.exists(), "what is no draft of a registry's file is left alone"
