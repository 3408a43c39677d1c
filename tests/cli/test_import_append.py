"""`dcgd import --append`: a meeting more in the year's registry, and nothing else changed."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
MEETINGS = Path(__file__).resolve().parents[2] / "examples/yunxi-meetings"
FIRST = (
    "云溪区政府第32次常务会议纪要\n\n云溪政常纪〔2026〕6号\n\n2026年4月8日，区长主持召开会议。纪要如下：\n\n"
    "一、由区水利局牵头，区应急局配合，5月20日前完成排查。\n\n二、区住建局负责改造老旧小区12个。\n"
)
SECOND = (
    "云溪区政府第33次常务会议纪要\n\n云溪政常纪〔2026〕7号\n\n2026年5月20日，区长主持召开会议。纪要如下：\n\n"
    "1.区水务局要于6月底前新建水闸3座。（责任单位：区水利局；责任人：张某 13900000000）\n\n"
    "2.由区教育局牵头，抓好落实。\n"
)


def contents(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != ".dcgd.lock"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def year(call: Run, tmp_path: Path) -> Path:
    (tmp_path / "一.txt").write_text(FIRST, encoding="utf-8", newline="\n")
    (tmp_path / "二.txt").write_text(SECOND, encoding="utf-8", newline="\n")
    assert call("import", "一.txt", "-o", "会").returncode == 0
    return tmp_path / "会"


def test_a_meeting_is_a_new_section_counted_on_and_nothing_else_changes(call: Run, year: Path) -> None:
    before = contents(year)
    done = call("import", "二.txt", "--append", "会")

    assert done.returncode == 0, done.stderr
    assert "添进 会：第二章 第33次常务会议（2026-05-20），任务 3 至 4" in done.stderr
    assert "报告里的任务序号是这份文件自己的，在登记册里都加 2" in done.stderr
    assert done.stdout.startswith("读入（utf-8）：云溪区政府第33次常务会议纪要\n")
    after = contents(year)
    assert sorted(after.keys() - before.keys()) == ["people.yaml", "source/2026-05-20-第33次常务会议.txt"]
    assert after["tasks.yaml"].startswith(before["tasks.yaml"])
    assert after["units.yaml"].startswith(before["units.yaml"])
    assert after["source/一.txt"] == before["source/一.txt"]
    added = after["tasks.yaml"].removeprefix(before["tasks.yaml"]).decode()
    assert "issued: 2026-05-20" in added
    assert "id: 3-1" in added
    assert "13900000000" not in added + done.stdout + done.stderr
    assert 'name: 张某, unit: 区水利局, phone: "13900000000"' in after["people.yaml"].decode()
    assert call("validate", "--strict", "会").returncode == 0
    assert call("verify", "会").returncode == 0


def test_the_same_meeting_is_not_added_again(call: Run, year: Path) -> None:
    assert call("import", "二.txt", "--append", "会").returncode == 0
    before = contents(year)
    again = call("import", "二.txt", "--append", "会")

    assert (again.returncode, again.stdout) == (0, "")
    assert again.stderr == "会：已经有第二章 第33次常务会议（2026-05-20），没有再添\n"
    assert contents(year) == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (SECOND.replace("2026", "2027"), "这份文件是 2027 年的，登记册是 2026 年的，没有写入"),
        (SECOND.replace("第33次常务会议纪要", "领导批示办理清单"), "这份文件像是批示，登记册是会议纪要，没有写入"),
        (SECOND.replace("2026年5月20日，", ""), "没有认出这份文件的日期，没有写入"),
    ],
)
def test_what_is_of_another_kind_or_year_or_has_no_day_is_refused(
    call: Run, year: Path, tmp_path: Path, text: str, why: str
) -> None:
    (tmp_path / "他.txt").write_text(text, encoding="utf-8", newline="\n")
    before = contents(year)
    done = call("import", "他.txt", "--append", "会")

    assert (done.returncode, done.stdout) == (2, "")
    assert why in done.stderr
    assert contents(year) == before


def test_a_circular_takes_no_meeting_and_what_was_added_to_takes_no_update(call: Run, year: Path) -> None:
    assert call("init", "通知").returncode == 0
    done = call("import", "二.txt", "--append", "通知")
    assert (done.returncode, "这个登记册是一份通知，不能添" in done.stderr) == (2, True)
    assert call("import", "二.txt", "--append", "会").returncode == 0
    before = contents(year)
    done = call("import", "二.txt", "--update", "会")
    assert (done.returncode, "由几份文件逐次添成" in done.stderr) == (2, True)
    assert contents(year) == before
    assert call("import", "二.txt", "--append", "会", "-o", "别处").returncode == 2


def test_a_registry_begun_by_hand_takes_one_too_with_units_and_people_of_the_folder_above(
    call: Run, tmp_path: Path
) -> None:
    shutil.copytree(MEETINGS, tmp_path / "县")
    (tmp_path / "会.txt").write_text(SECOND.replace("2026", "2025"), encoding="utf-8", newline="\n")
    (tmp_path / "县/people.yaml").write_text("people:\n  - {name: 张某（水利）, unit: 区水利局}\n", encoding="utf-8")
    done = call("import", "会.txt", "--append", "县/minutes-2025")

    assert done.returncode == 0, done.stderr
    assert "人员存疑" not in done.stderr or "电话不同" in done.stderr
    text = (tmp_path / "县/minutes-2025/tasks.yaml").read_text("utf-8")
    assert text.startswith((MEETINGS / "minutes-2025/tasks.yaml").read_text("utf-8"))
    assert "owner: 张某（水利）" in text
    assert not (tmp_path / "县/minutes-2025/people.yaml").exists()
    assert "{name: 区教育局, review: true}" in (tmp_path / "县/units.yaml").read_text("utf-8")
    assert call("validate", "--strict", "县/minutes-2025").returncode == 0
    assert call("verify", "县/minutes-2025").returncode == 0
