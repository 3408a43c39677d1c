"""`dcgd papers`: a month's papers from one snapshot; numbered when they are issued, and once."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from docx import Document

from districts import EXAMPLE

Call = Callable[..., subprocess.CompletedProcess[str]]
SEPTEMBER = ("--period", "2025-09")
SET = [
    "2025-09 催报通知.docx",
    "2025-09 工作台账.xlsx",
    "2025-09 提醒函 区行政审批服务局.docx",
    "2025-09 督办单 区住房和城乡建设局 加装电梯.docx",
    "2025-09 督办单 区教育体育局 完成云汐第三中学建设.docx",
    "2025-09 通报.docx",
    "2025-09 销号台账.xlsx",
    "2025-09 领导专报 副区长吴某某.docx",
    "2025-09 领导专报 副区长周某某.docx",
    "2025-09 领导专报 副区长孙某某.docx",
    "2025-09 领导专报 区委常委、常务副区长李某某.docx",
]
ASKED = [
    "区科学技术局", "区工业和信息化局", "云汐经济开发区", "区发展和改革局", "区水利局", "区生态环境分局",
    "区住房和城乡建设局", "区人力资源和社会保障局", "区教育体育局", "区卫生健康局", "区民政局", "区行政审批服务局",
    "北山镇人民政府", "柳园街道办事处",
]  # fmt: skip
FORMS = [f"2025-09 填报表 {unit}.xlsx" for unit in ASKED]
"""A form for each unit that leads anything that has begun."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The example before it has issued a paper."""
    shutil.copytree(EXAMPLE, tmp_path / "data")
    (tmp_path / "data" / "papers.yaml").unlink()
    return tmp_path / "data"


def text_of(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def numbers(data: Path) -> list[str]:
    """The numbers of the register, in its order."""
    if not (data / "papers.yaml").exists():
        return []
    return [paper["number"] for paper in yaml.safe_load((data / "papers.yaml").read_text(encoding="utf-8"))["papers"]]


def test_a_months_set_is_made_and_listed_without_numbers(call: Call, data: Path, tmp_path: Path) -> None:
    done = call("papers", *SEPTEMBER, "-o", str(tmp_path / "out"), "--data", str(data), "-f", "json")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(SET + FORMS)
    listed = json.loads(done.stdout)
    assert sorted(row["file"] for row in listed) == sorted(SET + FORMS)
    assert [(row["kind"], row["to"]) for row in listed][:2] == [("bulletin", "各责任单位"), ("notice", "区教育体育局")]
    assert {row["number"] for row in listed} == {""}
    assert numbers(data) == []
    assert "第　　期" in text_of(tmp_path / "out/2025-09 通报.docx")


def test_only_the_kinds_that_are_named_are_made_in_either_language(call: Call, data: Path, tmp_path: Path) -> None:
    for kind in ("bulletin", "通报"):
        done = call("papers", kind, *SEPTEMBER, "-o", str(tmp_path / kind), "--data", str(data))
        assert done.returncode == 0, done.stderr
        assert [path.name for path in (tmp_path / kind).iterdir()] == ["2025-09 通报.docx"]


@pytest.mark.slow
def test_issued_ones_are_numbered_and_printed_again_keep_their_numbers(call: Call, data: Path, tmp_path: Path) -> None:
    issue = ("papers", *SEPTEMBER, "--issue", "--date", "2025-10-16", "--data", str(data))
    assert call(*issue, "-o", str(tmp_path / "a")).returncode == 0
    given = ["第1期", "云督办〔2025〕1号", "云督办〔2025〕2号", "云督函〔2025〕1号", "云督函〔2025〕2号"]
    given += [f"督查专报第{count}期" for count in range(1, 5)]
    assert numbers(data) == given
    assert "第1期" in text_of(tmp_path / "a/2025-09 通报.docx")
    assert "2025年10月16日印发" in text_of(tmp_path / "a/2025-09 通报.docx")
    assert "编号：云督办〔2025〕1号" in text_of(tmp_path / "a" / SET[4])
    for again in (issue, ("papers", *SEPTEMBER, "--data", str(data))):
        assert call(*again, "-o", str(tmp_path / f"b{len(again)}")).returncode == 0
        assert numbers(data) == given
        same = tmp_path / f"b{len(again)}/2025-09 通报.docx"
        assert same.read_bytes() == (tmp_path / "a/2025-09 通报.docx").read_bytes()
    assert call("notice", "print", "2", "--data", str(data), "-o", str(tmp_path / "n")).returncode == 0
    assert "云督办〔2025〕1号" in text_of(next((tmp_path / "n").iterdir()))


def test_nothing_is_overwritten_and_what_cannot_be_written_gets_no_number(
    call: Call, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/2025-09 通报.docx").write_bytes(b"by hand")
    (tmp_path / "file").write_bytes(b"")
    for out in ("out", "file"):
        done = call("papers", *SEPTEMBER, "--issue", "-o", str(tmp_path / out), "--data", str(data))
        assert done.returncode == 2, done.stdout
    assert numbers(data) == []
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "out").iterdir()] == [
        ("2025-09 通报.docx", b"by hand")
    ]


def test_a_template_that_fails_gives_no_number_and_leaves_no_file(call: Call, data: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    bad = Document()
    bad.add_paragraph("{{ 没有的 }}")
    bad.save(str(tmp_path / "own/notice.docx"))
    issue = ("papers", *SEPTEMBER, "--issue", "-o", str(tmp_path / "out"), "--data", str(data))
    done = call(*issue, "--templates", str(tmp_path / "own"))
    assert done.returncode == 2
    assert "notice.docx：模板" in done.stderr
    assert numbers(data) == []
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_of_ones_own_templates_is_used(call: Call, data: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    mine = Document()
    mine.add_paragraph("本室通报 {{ title_lines[0] }}")
    mine.save(str(tmp_path / "own/bulletin.docx"))
    args = ("papers", "bulletin", *SEPTEMBER, "-o", str(tmp_path / "out"), "--data", str(data))
    assert call(*args, "--templates", str(tmp_path / "own")).returncode == 0
    assert text_of(tmp_path / "out/2025-09 通报.docx") == "本室通报 关于2025年前三季度云汐区"


def test_the_next_issue_is_compared_with_the_last_unless_its_figures_changed(
    call: Call, data: Path, tmp_path: Path
) -> None:
    issue = ("papers", "bulletin", "--issue", "--data", str(data))
    assert call(*issue, "--period", "2025-08", "--date", "2025-09-10", "-o", str(tmp_path / "8")).returncode == 0
    call(*issue, *SEPTEMBER, "--date", "2025-10-16", "-o", str(tmp_path / "9"))
    assert "与上期（第1期，截至8月31日）相比，红灯" in text_of(tmp_path / "9/2025-09 通报.docx")
    late = "  - {target: 1-1, date: 2025-08-31, value: 8, by: 区科学技术局, correction: true}\n"
    with (data / "progress/2025-08.yaml").open("a", encoding="utf-8") as file:
        file.write(late)
    done = call("papers", "bulletin", *SEPTEMBER, "-o", str(tmp_path / "again"), "--data", str(data))
    assert "第1期 印发以后补登或更正过它的数据，通报不写与上期相比。" in done.stderr
    assert "与上期" not in text_of(tmp_path / "again/2025-09 通报.docx")


def test_a_form_of_a_unit_can_be_collected(call: Call, data: Path, tmp_path: Path) -> None:
    done = call("papers", "填报表", *SEPTEMBER, "-o", str(tmp_path / "out"), "--data", str(data))
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(FORMS)
    assert "没有写明牵头单位、没有发表的 1 项：17 强化督查落实" in done.stderr
    back = call("progress", "collect", str(tmp_path / "out" / FORMS[0]), "--data", str(data))
    assert "登记 0" in back.stderr


def test_the_preview_of_a_workbook_shows_its_rows(call: Call, data: Path) -> None:
    done = call("papers", "ledger", "problems", *SEPTEMBER, "--preview", "--data", str(data))
    assert "【总台账】" in done.stdout
    assert "新增高新技术企业｜15家以上｜周某某｜区科技局" in done.stdout
    assert "53.3%｜75.0%｜欠21.7" in done.stdout
    assert "｜2025.9.20｜超期｜超期10天" in done.stdout


def test_a_preview_shows_the_words_and_writes_nothing(call: Call, data: Path, tmp_path: Path) -> None:
    done = call("papers", "bulletin", *SEPTEMBER, "--preview", "-o", str(tmp_path / "out"), "--data", str(data))
    assert done.returncode == 0
    assert "17项重点任务细化为35项具体事项" in done.stdout
    assert not (tmp_path / "out").exists()


def test_a_year_without_reports_is_asked_for_them(call: Call, tmp_path: Path) -> None:
    from dcgd.registry.files import shipped

    done = call("papers", "bulletin", "--period", "2023-09", "-o", str(tmp_path / "out"), "--data", str(shipped()))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["2023-09 催报通知.docx"]


def test_all_papers_of_a_month_say_the_numbers_of_status(call: Call, data: Path, tmp_path: Path) -> None:
    """Every count of lights, every unit's count, and every item's figure is one and the same wherever it stands."""
    call("papers", *SEPTEMBER, "-o", str(tmp_path / "out"), "--data", str(data))
    basis = ("--data", str(data), "--as-of", "2025-09-30", "-f", "json")
    status = {(row["by"], row["name"]): row for row in json.loads(call("status", *basis).stdout)}
    bulletin = text_of(tmp_path / "out/2025-09 通报.docx")
    for light in "红黄蓝绿":
        assert f"{light}灯{status['light', light]['total']}项" in bulletin
    items: dict[str, Any] = {row["title"]: row for row in json.loads(call("targets", *basis).stdout)}
    said = [line for name in SET if name.endswith(".docx") for line in text_of(tmp_path / "out" / name).split("\n")]
    gaps = 0
    for line in said:
        for title, item in items.items():
            if title in line and (gap := re.search(r"[欠超]序时进度([\d.]+)个百分点", line)):
                gaps += 1
                assert float(gap[1]) == abs(item["gap_points"]), line
    assert gaps >= 3


def test_the_plan_is_made_when_it_is_asked_for(call: Call, data: Path, tmp_path: Path) -> None:
    done = call("papers", "plan", "problems", *SEPTEMBER, "-o", str(tmp_path / "out"), "--data", str(data))
    assert done.returncode == 0, done.stderr
    made = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in made] == ["2025-09 目标任务分解表.xlsx", "2025-09 销号台账.xlsx"]
    sheet = openpyxl.load_workbook(made[0])["分解表"]
    texts = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "主体封顶" in texts
    assert numbers(data) == []


def test_an_appraisal_is_made_when_asked_for_and_only_with_grades(call: Call, data: Path, tmp_path: Path) -> None:
    args = ("papers", "考核结果", *SEPTEMBER, "--data", str(data))
    assert call(*args, "-o", str(tmp_path / "a")).returncode == 0
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["2025-09 考核结果.docx"]
    rules = data / "rules.yaml"
    rules.write_text(re.sub(r"\n  grades: .*", " {}", rules.read_text(encoding="utf-8")), encoding="utf-8")
    done = call(*args, "-o", str(tmp_path / "b"))
    assert "没有写 grades" in done.stderr
    assert not (tmp_path / "b").exists()


def test_the_example_tells_what_changed_since_the_paper_it_issued(call: Call) -> None:
    done = call("papers", "bulletin", *SEPTEMBER, "--preview", "--data", str(EXAMPLE))
    assert "与上期（第1期，截至8月31日）相比，红灯增加1项，黄灯减少4项。" in done.stdout, (
        "the facts of 2025-08 in its papers.yaml no longer agree: issue it anew in a copy and take the digest over"
    )


@pytest.mark.parametrize("kind", ["minutes", "议定事项督办表"])
def test_what_a_registry_never_has_is_refused(call: Call, data: Path, tmp_path: Path, kind: str) -> None:
    done = call("papers", kind, *SEPTEMBER, "--data", str(data), "-o", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "这个登记册不是会议纪要（document.type: minutes），没有议定事项督办表" in done.stderr


def test_a_kind_that_there_is_none_of_this_month_is_said(call: Call, data: Path, tmp_path: Path) -> None:
    done = call("papers", "notice", "ledger", "--period", "2025-08", "--data", str(data), "-o", str(tmp_path / "out"))
    assert done.returncode == 0
    assert "这个月没有签发督办单；签发用 dcgd notice issue。" in done.stderr


def test_templates_that_are_called_otherwise_are_told(call: Call, data: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    args = ("papers", "bulletin", "--period", "2025-09", "--data", str(data), "--templates", str(own))
    assert call("export", "template", "bulletin", "-o", str(own / "通报.docx")).returncode == 0
    done = call(*args, "-o", str(tmp_path / "a"))
    assert (done.returncode, "里没有模板；名称是：bulletin.docx 通报、notice.docx 督办单" in done.stderr) == (2, True)
    assert not (tmp_path / "a").exists()
    assert call("export", "template", "bulletin", "-o", str(own / "bulletin.docx")).returncode == 0
    assert "里的 通报.docx 没有用；" in call(*args, "-o", str(tmp_path / "b")).stderr
