"""Statements of responsibility in every way of writing: who leads, who takes part, by when."""

from datetime import date

import pytest

from dcgd.intake.phrases.names import is_name, split_list, split_words
from dcgd.intake.phrases.people import Named
from dcgd.intake.phrases.responsibility import parse
from dcgd.words import Duty

A, B, C = "市教育局", "市财政局", "市民政局"
STYLES = {
    f"牵头单位：{A}、{B}，参与单位：{C}": ([A, B], [C]),
    f"牵头单位：{A}；配合单位：{B}、{C}": ([A], [B, C]),
    f"牵头单位:{A};责任单位:{B},{C}": ([A], [B, C]),
    f"责任单位：{A}、{B}": ([A, B], []),
    f"牵头责任单位：{A}。协同责任单位：{B}、{C}等。": ([A], [B, C]),
    f"{A}、{B}负责": ([A, B], []),
    f"{A}牵头，{B}、{C}按职责分工负责": ([A], [B, C]),
    f"{A}牵头、{B}配合": ([A], [B]),
    f"由{A}牵头负责，{B}参与": ([A], [B]),
    f"{A}会同{B}、{C}负责": ([A], [B, C]),
    f"{A}、{B}等部门按职责分工负责": ([A, B], []),
    f"责任单位：{A}等市级有关单位": ([A], []),
    f"{A}等市级有关部门及各地区按职责分工负责": ([A, "各地区"], []),
    "各有关单位按职责分工负责": (["各有关单位"], []),
    "各地区、各部门负责": (["各地区", "各部门"], []),
    f"{A}牵头，各市〔县（市、区）〕配合": ([A], ["各市〔县（市、区）〕"]),
    f"{A}，各市、县（市、区）人民政府": ([A, "各市、县（市、区）人民政府"], []),
    f"{A}负责；各镇、街道落实": ([A, "各镇、街道"], []),
    f"责任单位：{A} {B}": ([A, B], []),
    f"{A}（列第一位者为牵头单位，下同）、{B}": ([A], [B]),
    f"{A}、{B}负责。列第一位者为牵头单位，下同": ([A], [B]),
    "工业和信息化局、住房和城乡建设局、文化和旅游局负责": (["工业和信息化局", "住房和城乡建设局", "文化和旅游局"], []),
    "市委宣传部和市文旅局负责": (["市委宣传部", "市文旅局"], []),
    "省级有关部门和单位及各市负责": (["省级有关部门和单位", "各市"], []),
    "责任单位：嘉明经济开发区、之江实验室、杭州市政府": (["嘉明经济开发区", "之江实验室", "杭州市政府"], []),
}


@pytest.mark.parametrize("statement", STYLES)
def test_who_leads_and_who_takes_part(statement: str) -> None:
    said = parse(statement, 2023)

    assert (said.leads, said.participants) == STYLES[statement]
    assert said.rest == []


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("2023年6月底前完成", date(2023, 6, 30)),
        ("2024年12月31日前完成", date(2024, 12, 31)),
        ("6月底前", date(2023, 6, 30)),
        ("完成时限：2023年9月", date(2023, 9, 30)),
        ("完成时限：年底前", date(2023, 12, 31)),
        ("第三季度完成", date(2023, 9, 30)),
        ("2023年10月中旬", date(2023, 10, 20)),
        ("持续推进", None),
    ],
)
def test_a_deadline_in_the_statement_is_no_unit(words: str, due: date | None) -> None:
    said = parse(f"责任单位：{A}，{words}" if "：" not in words else f"责任单位：{A}；{words}", 2023)

    assert said.leads == [A]
    assert said.due == due


def test_who_answers_is_told_apart_by_the_label() -> None:
    said = parse(f"责任领导：张三 牵头单位：{A}；责任人：{A}李四；联系人：王五，电话：8412345", 2023)

    assert (said.leads, said.notes, said.contacts) == ([A], [], False)
    assert said.people == [
        (Duty.LEADER, Named("张三")),
        (Duty.OWNER, Named("李四", unit=A)),
        (Duty.CONTACT, Named("王五", phone="8412345")),
    ]


def test_what_stands_for_no_name_is_noted() -> None:
    said = parse(f"牵头单位：{A}；联系人：另行通知 13900000000", 2023)
    assert (said.people, said.notes, said.contacts) == ([], ["联系人：另行通知"], True)


def test_what_is_neither_name_nor_phrase_is_handed_back() -> None:
    said = parse(f"{A}负责，大家一起加油干", 2023)

    assert said.leads == [A]
    assert said.rest == ["大家一起加油干"]


@pytest.mark.parametrize(
    "name", ["区水利局", "市委办", "国网某供电公司", "团市委", "各有关单位", "各县（市、区）人民政府"]
)
def test_names_are_known_by_how_they_are_built(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("words", ["推进项目建设", "含语料库", "不超过5%", "下同", "以上"])
def test_other_words_are_no_names(words: str) -> None:
    assert not is_name(words)


def test_brackets_hold_a_list_together() -> None:
    assert split_list("甲局（乙、丙）、丁局") == ["甲局（乙、丙）", "丁局"]


def test_and_parts_only_whole_names() -> None:
    assert split_words("区发展和改革局和区财政局") == ["区发展和改革局", "区财政局"]


def test_who_handles_a_motion_with_others() -> None:
    said = parse("主办单位：区城管局；会办单位：区交通局、区公安分局", 2023)
    assert (said.leads, said.participants) == (["区城管局"], ["区交通局", "区公安分局"])
