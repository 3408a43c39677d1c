"""`dcgd seal`: a month sealed, what is told of it since, and its facts read from the archive for ever."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dcgd.errors import Refused
from dcgd.registry.change import Edited, change
from sealing import edit, seals, told

Run = Callable[..., Any]
SEPTEMBER = ("--as-of", "2025-09-30")


@pytest.fixture
def dcgd(example: Path, call: Run) -> Run:
    """Run a command on the example that must go well."""

    def well(*args: str) -> Any:
        done = call(*args, "--data", str(example))
        assert done.returncode == 0, done.stderr
        return done

    return well


def test_a_month_is_sealed_once(example: Path, dcgd: Run, call: Run) -> None:
    done = dcgd("seal", "2025-09")
    [seal] = seals(example)
    assert done.stderr == f"已封存：2025-09（截至 2025-09-30），摘要 {seal['records'][:8]}，存档 seals/2025-09.zip\n"
    assert (seal["period"], str(seal["as_of"]), seal.get("previous")) == ("2025-09", "2025-09-30", None)
    assert call("validate", str(example)).returncode == 0
    again = call("seal", "2025-09", "--data", str(example))
    assert (again.returncode, "写明理由" in again.stderr) == (2, True)
    assert len(seals(example)) == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("2099-01",), "还没有过完"),
        (("2025-09", "--reason", "更正"), "没有封存过"),
        (("2025-09", "--reason", " "), "不能是空的"),
        (("九月三十",), "不是月份"),
    ],
)
def test_what_cannot_be_sealed_is_refused(words: tuple[str, ...], why: str, example: Path, call: Run) -> None:
    done = call("seal", *words, "--data", str(example))
    assert (done.returncode, why in done.stderr) == (2, True), done.stderr
    assert not (example / "seals.yaml").exists()
    assert not (example / "seals").exists()


def test_a_file_without_seals_and_archives_without_theirs_are_told(example: Path, call: Run, dcgd: Run) -> None:
    (example / "seals.yaml").write_text("seals: []\n", encoding="utf-8")
    assert "seals.yaml 里没有一条封存" in call("seal", "list", "--data", str(example)).stderr
    (example / "seals.yaml").unlink()
    assert call("seal", "list", "--data", str(example)).stderr == "没有封存过。\n"
    dcgd("seal", "2025-09")
    (example / "seals.yaml").write_text("# 空的\n", encoding="utf-8")
    said = call("seal", "list", "--data", str(example)).stderr
    assert "有 seals/2025-09.zip，而 seals.yaml 里没有：像是删去了封存；用 git 取回 seals.yaml。" in said


def test_a_registry_with_errors_is_not_sealed(example: Path, call: Run) -> None:
    (example / "progress" / "2025-09.yaml").write_text("reports:\n  - {target: 99-9}\n", encoding="utf-8")
    done = call("seal", "2025-09", "--data", str(example))
    assert (done.returncode, "有错误" in done.stderr) == (2, True)


def test_the_archive_has_all_yaml_and_nobody_s_number(example: Path, dcgd: Run) -> None:
    people = yaml.safe_load((example / "people.yaml").read_text(encoding="utf-8"))["people"]
    private = [str(person[key]) for person in people for key in ("phone", "email") if person.get(key)]
    assert private
    above = example.parent / "units.yaml"
    shutil.move(example / "units.yaml", above)
    dcgd("seal", "2025-09")
    with zipfile.ZipFile(example / "seals" / "2025-09.zip") as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert sorted(parts) == sorted(
        [
            "evidence.json",
            "units.yaml",
            *(
                f"registry/{path.relative_to(example).as_posix()}"
                for path in example.rglob("*.yaml")
                if path.name != "seals.yaml"
            ),
        ]
    )
    assert [number for number in private for part in parts.values() if number in part] == []
    assert yaml.safe_load(parts["registry/people.yaml"])["people"][0]["name"] == people[0]["name"]


def test_the_same_content_has_the_same_bytes_and_digests_whatever_its_line_ends(
    example: Path, call: Run, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(example, other)
    for file in other.rglob("*.yaml"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    for folder in (example, other):
        assert call("seal", "2025-09", "--data", str(folder)).returncode == 0
    one, two = seals(example)[0], seals(other)[0]
    assert [one[key] for key in ("records", "evidence", "papers")] == [
        two[key] for key in ("records", "evidence", "papers")
    ]
    assert (example / "seals" / "2025-09.zip").read_bytes() == (other / "seals" / "2025-09.zip").read_bytes()
    for file in example.rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert {code for _file, _line, code in told(call("validate", str(example)))} == {"crlf"}
    assert call("verify", str(example)).returncode == 0


def test_a_falsified_report_is_named_at_its_line(example: Path, dcgd: Run, call: Run) -> None:
    dcgd("seal", "2025-09")
    file = example / "progress" / "2025-09.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    [line] = [number for number, text in enumerate(lines, 1) if "target: 1-1," in text]
    edit(file, "target: 1-1, date: 2025-09-30, value: 8", "target: 1-1, date: 2025-09-30, value: 9")
    done = call("validate", str(example))
    assert done.returncode == 0
    assert told(done) == [("2025-09.yaml", line, "sealed-changed")]
    assert "2025-09 封存过的 1-1 2025-09-30 的进展改了：value 8 → 9" in done.stdout
    assert call("validate", "--strict", str(example)).returncode == 1


def test_every_kind_of_record_is_missed(example: Path, dcgd: Run, call: Run) -> None:
    dcgd("seal", "2025-09")
    edit(example / "requests.yaml", ", note: 先做通工作", "")
    edit(example / "papers.yaml", "number: 第1期", "number: 第2期")
    text = (example / "notices.yaml").read_text(encoding="utf-8")
    (example / "notices.yaml").write_text(
        text.replace("action: deliver, date: 2025-09-08", "action: deliver, date: 2025-09-09")
    )
    progress = example / "progress" / "2025-07.yaml"
    kept = [line for line in progress.read_text(encoding="utf-8").splitlines() if "target: 1-1," not in line]
    progress.write_text("\n".join(kept) + "\n", encoding="utf-8")
    tasks = example / "tasks.yaml"
    edit(tasks, "to: 2025-11-30", "to: 2025-12-30") if "to: 2025-11-30" in tasks.read_text(encoding="utf-8") else None
    done = call("validate", str(example))
    codes = {(file, code) for file, _line, code in told(done)}
    assert codes >= {
        ("requests.yaml", "sealed-changed"),
        ("papers.yaml", "sealed-changed"),
        ("notices.yaml", "sealed-changed"),
        ("2025-07.yaml", "sealed-lost"),
    }


def test_an_amended_month_is_sealed_again_and_read_as_it_was_first(example: Path, dcgd: Run, call: Run) -> None:
    asked = ("targets", "--known-on", "2025-09", "--format", "json")
    dcgd("seal", "2025-09")
    first = dcgd(*asked).stdout
    edit(
        example / "progress" / "2025-09.yaml",
        "target: 1-1, date: 2025-09-30, value: 8",
        "target: 1-1, date: 2025-09-30, value: 9",
    )
    dcgd("seal", "2025-09", "--reason", "区统计局核定为 9 家")
    assert [seal["archive"] for seal in seals(example)] == ["seals/2025-09.zip", "seals/2025-09-2.zip"]
    assert seals(example)[1]["previous"] == seals(example)[0]["records"]
    assert call("validate", "--strict", str(example)).returncode == 0
    assert call("verify", str(example)).returncode == 0
    assert dcgd(*asked).stdout == first
    assert dcgd("targets", *SEPTEMBER, "--format", "json").stdout != first


@pytest.mark.slow
def test_the_facts_of_a_sealed_month_are_equal_for_ever(example: Path, dcgd: Run) -> None:
    """Whatever is recorded, amended, renamed, or given other rules afterwards."""
    questions: tuple[tuple[str, ...], ...] = (
        ("status",), ("targets",), ("at-risk",), ("scorecard",), ("notice", "list"), ("problem", "list"),
        ("progress", "log"), ("show", "1"),
    )  # fmt: skip

    def facts(*basis: str) -> list[str]:
        said = [dcgd(*words, *basis, "--format", "json").stdout for words in questions]
        return [*said, dcgd("papers", "bulletin", "--period", "2025-09", "--preview", *basis).stdout]

    then = facts(*SEPTEMBER)
    dcgd("seal", "2025-09")
    sealed = facts("--known-on", "2025-09")
    assert sealed[:-1] == then[:-1]
    mark = f"2025年9月30日（封存摘要{seals(example)[0]['records'][:8]}）的"
    without_phone = re.sub(r"电话：[\d-]+", "电话：　　　　　　", then[-1])  # the archive has none
    assert sealed[-1] == without_phone.replace("2025年9月30日的", mark)
    dcgd("progress", "add", "1-1", "--value", "10", "--date", "2025-09-30", "--yes")
    dcgd("progress", "withdraw", "9-2", "--by", "区政府办公室", "--note", "错", "--date", "2025-09-30")
    dcgd("set", "2-1", "due", "2026-03-31", "--reason", "天雨", "--approved-by", "会议", "--date", "2025-09-20")
    dcgd("unit", "rename", "区水利局", "区水务局")
    edit(example / "tasks.yaml", "    title: 强化创新驱动", "    title: 强化改革驱动")
    (example / "rules.yaml").unlink()
    assert facts("--known-on", "2025-09") == sealed
    assert facts(*SEPTEMBER) != then


def test_what_came_later_is_listed_apart(example: Path, dcgd: Run, call: Run) -> None:
    dcgd("seal", "2025-08")
    dcgd("seal", "2025-09")
    dcgd("progress", "add", "1-1", "--value", "10", "--date", "2025-09-30", "--yes")
    edit(
        example / "progress" / "2025-08.yaml",
        "target: 1-1, date: 2025-08-31, value: 7",
        "target: 1-1, date: 2025-08-31, value: 6",
    )
    august, september = json.loads(dcgd("seal", "list", "--format", "json").stdout)
    assert (august["late"], august["sound"]) == ([], True)
    assert [late.partition("（")[0] for late in september["late"]] == ["1-1 2025-09-30 的进展"]
    assert dcgd("seal").stdout == dcgd("seal", "list").stdout


@pytest.mark.slow
def test_papers_print_the_seal_only_of_what_was_sealed(example: Path, dcgd: Run) -> None:
    asked = ("papers", "bulletin", "--period", "2025-09", "--preview")
    assert "封存" not in dcgd(*asked).stdout
    dcgd("seal", "2025-09")
    mark = f"截至2025年9月30日（封存摘要{seals(example)[0]['records'][:8]}）"
    assert mark in dcgd(*asked).stdout
    dcgd("progress", "add", "9-2", "--value", "31", "--date", "2026-02-28", "--yes")
    assert mark in dcgd(*asked).stdout  # what is of later months changes nothing
    rules = (example / "rules.yaml").read_text(encoding="utf-8")
    (example / "rules.yaml").unlink()
    assert "封存" not in dcgd(*asked).stdout
    (example / "rules.yaml").write_text(rules, encoding="utf-8")
    assert mark in dcgd(*asked).stdout
    dcgd("progress", "add", "1-1", "--value", "10", "--date", "2025-09-30", "--yes")
    assert "封存" not in dcgd(*asked).stdout
    assert mark in dcgd(*asked, "--known-on", "2025-09").stdout


def test_the_log_tells_of_the_seal_and_of_what_was_known_then(example: Path, dcgd: Run) -> None:
    dcgd("seal", "2025-09")
    asked = ("log", "1-1", "--known-on", "2025-09", "--format", "json")
    then = dcgd(*asked).stdout
    dcgd("progress", "add", "1-1", "--value", "10", "--date", "2025-09-30", "--yes")
    assert dcgd(*asked).stdout == then
    rows = json.loads(dcgd("log", "--format", "json").stdout)
    [seal] = [row for row in rows if row["event"] == "sealed"]
    mark = seals(example)[0]["records"][:8]
    assert seal["sentence"] == f"封存 2025-09，截至 2025-09-30，摘要 {mark}"
    assert seal["where"].endswith("seals.yaml:3")


def test_no_command_changes_what_was_sealed(example: Path, dcgd: Run) -> None:
    """Such as an update that would give an item with sealed records another number."""
    dcgd("seal", "2025-09")
    file = "progress/2025-09.yaml"
    text = (example / file).read_text(encoding="utf-8")
    with pytest.raises(Refused, match="封存过的记录") as refused:
        change(example, lambda _before: Edited({file: text.replace("target: 9-2,", "target: 9-1,")}, None))
    assert "2025-09 封存过的 9-2 2025-09-30 的进展" in str(refused.value.diagnostics)
    assert (example / file).read_text(encoding="utf-8") == text


def test_a_month_without_a_year_is_of_the_document_and_one_of_other_years_is_refused(
    example: Path, dcgd: Run, call: Run
) -> None:
    assert "已封存：2025-09" in dcgd("seal", "9月").stderr
    for other in ("2024-12", "2027-02"):
        refused = call("seal", other, "--data", str(example))
        assert refused.returncode == 2
    assert "不在文件的年份里（2025-01-01 至 2025-12-31）" in call("seal", "2024-12", "--data", str(example)).stderr
