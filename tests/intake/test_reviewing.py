"""What of a draft is to be looked at: everything that is marked, the worst evidence first, with why and where from."""

from pathlib import Path

import pytest

from dcgd.intake.reviewing import ToReview, read_again, texts_to_read, to_review
from dcgd.registry.load import read
from dcgd.registry.official import run_of

TASKS = """\
document:
  number: 甲政字〔2023〕1号
  title: 甲区2023年重点工作任务
  issuer: 甲区人民政府办公室
  issued: 2023-01-10
  start: 2023-01-01
  due: 2023-12-31
sections:
  - number: 一
    title: 创新
    tasks:
      - number: 1
        title: 壮大企业
        text: 壮大企业。3月底前建立企业库，新增高新技术企业15家以上。去年完成投资 4 亿元。
        leads: [区科学技术局]
        review: true
        targets:
          - id: 1-1
            indicator: 新增高新技术企业
            kind: cumulative
            value: 15
            unit_measure: 家
            quote: 新增高新技术企业15家以上
            due: 2023-03-31
            review: true
          - id: 1-2
            indicator: 投资
            kind: cumulative
            value: 4
            unit_measure: 亿元
            quote: 去年完成投资 4 亿元
            review: true
        milestones:
          - {id: 1-m1, title: 企业库, quote: 建立企业库, review: true}
          - {id: 1-m2, title: 库, quote: 企业库}
"""
UNITS = """\
units:
  - {name: 区科学技术局, review: true}
  - {name: 区科学技朮局, review: true}
"""
OFFICIAL = "一、创新\n1. 壮大企业。3月底前建立企业库，新增高新技术企业\n15家以上。去年完成投资 4 亿元。\n"


@pytest.fixture
def waiting(tmp_path: Path) -> list[ToReview]:
    (tmp_path / "tasks.yaml").write_text(TASKS, encoding="utf-8")
    (tmp_path / "units.yaml").write_text(UNITS, encoding="utf-8")
    reading = read(tmp_path)
    seen = read_again(texts_to_read(reading.registry), 2023)
    return to_review(reading, run_of({"source/甲.md": OFFICIAL}), seen)


def test_the_worst_evidence_comes_first_and_what_is_accepted_does_not_come(waiting: list[ToReview]) -> None:
    weights = [one.weight for one in waiting]
    assert weights == sorted(weights, reverse=True)
    assert waiting[0].id == "区科学技朮局"
    assert {one.id for one in waiting} == {"区科学技朮局", "区科学技术局", "1", "1-1", "1-2", "1-m1"}


def test_each_says_what_is_doubtful_about_it(waiting: list[ToReview]) -> None:
    doubts = {one.id: one.doubts for one in waiting}
    assert "期限 2023-03-31 不在引文里，也许是旁边那句的" in doubts["1-1"]
    assert "单看这段文字读不出这个目标，也许来自表格的栏" in doubts["1-2"]
    assert "没有说以上还是以下，按以上算" in doubts["1-2"]
    assert any("没有当目标" in doubt for doubt in doubts["1"])
    assert "没有一项任务写着它" in doubts["区科学技朮局"]
    assert "与“区科学技术局”相近，也许是同一个单位的两种写法" in doubts["区科学技朮局"]
    assert doubts["1-m1"] == ()


def test_each_says_where_its_words_stand_also_across_lines(waiting: list[ToReview]) -> None:
    sources = {one.id: one.source[:2] for one in waiting}
    assert sources["1-1"] == ("source/甲.md", 2)
    assert sources["1-2"] == ("source/甲.md", 3)
    assert sources["1"] == ("source/甲.md", 2)


def test_words_that_the_official_text_lacks_are_a_heavy_doubt(tmp_path: Path) -> None:
    (tmp_path / "tasks.yaml").write_text(TASKS, encoding="utf-8")
    (tmp_path / "units.yaml").write_text(UNITS, encoding="utf-8")
    reading = read(tmp_path)
    found = to_review(reading, run_of({"source/乙.md": "乙。"}), {})
    assert all("source/ 的官方文本里找不到这段话" in one.doubts for one in found if one.task)
    assert all("找不到" not in "".join(one.doubts) for one in to_review(reading, run_of({}), {}))


def test_what_validate_says_stands_with_the_entity_it_is_about(tmp_path: Path) -> None:
    odd = TASKS.replace("            value: 4\n", "            value: 5\n")
    (tmp_path / "tasks.yaml").write_text(odd, encoding="utf-8")
    (tmp_path / "units.yaml").write_text(UNITS, encoding="utf-8")
    first = to_review(read(tmp_path), run_of({}), {})[0]
    assert (first.id, first.doubts[0]) == ("1-2", "校验（quote-number）：目标值 5，引文里是 4")
