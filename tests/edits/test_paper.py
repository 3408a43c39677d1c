"""The register of papers: numbered once, in a row, and what is withdrawn keeps its number."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dcgd.data_words import PaperAction, PaperKind
from dcgd.edits.paper import Draft, Registered, register, withdraw
from dcgd.errors import NotFound, Refused
from dcgd.model import Paper, PaperStep
from dcgd.model.papers import count_of, number_of
from dcgd.registry.change import Edited
from dcgd.registry.load import Reading
from stamps import keys_of, stamp_of

TODAY = date(2023, 10, 16)
STAMP, KEYS = stamp_of(TODAY), keys_of(TODAY)
FACTS, OTHER = "a4" * 32, "a5" * 32
BULLETIN = Draft(PaperKind.BULLETIN, "2023-09", date(2023, 9, 30), "各责任单位", FACTS)
SHEET = Draft(PaperKind.NOTICE, "2023-09", date(2023, 9, 30), "区水利局", FACTS, "DB-2023-001")
OFFICE = "office:\n  series: {bulletin: 甲督通, brief: 督查专报第n期}\n"
Small = Callable[..., Reading]


def registered(before: Reading, *drafts: Draft, day: date = TODAY) -> Edited[tuple[Registered, ...]]:
    return register(before, drafts, day, STAMP)


def numbers(edited: Edited[tuple[Registered, ...]]) -> list[str]:
    return [one.paper.number for one in edited.result]


def gone(by: str = "孙某某", day: date = TODAY) -> PaperStep:
    return PaperStep(action=PaperAction.WITHDRAW, date=day, by=by, note="数目有误")


def test_it_makes_the_file_and_counts_each_series_by_itself(small: Small) -> None:
    edited = registered(small(), BULLETIN, SHEET, SHEET._replace(to="区科技局", subject="DB-2023-002"))
    assert numbers(edited) == ["督通〔2023〕1号", "督办〔2023〕1号", "督办〔2023〕2号"]
    assert all(one.is_new for one in edited.result)
    text = edited.texts["papers.yaml"]
    assert text.startswith("# 发出的公文")
    says = "kind: bulletin, number: 督通〔2023〕1号, period: 2023-09, as_of: 2023-09-30, issued: 2023-10-16"
    assert f"  - {{{says}, to: 各责任单位, facts: {FACTS}, {KEYS}}}\n" in text
    reading = small(papers=text)
    assert [filed.entity for filed in reading.registry.papers] == [one.paper for one in edited.result]


def test_the_series_is_the_offices_own(small: Small) -> None:
    brief = BULLETIN._replace(kind=PaperKind.BRIEF, to="张某某")
    edited = registered(small(rules=OFFICE), BULLETIN, brief, brief._replace(period="2023-10"))
    assert numbers(edited) == ["甲督通〔2023〕1号", "督查专报第1期", "督查专报第2期"]


def test_issues_of_each_kind_count_by_themselves_and_the_kind_says_which_is_withdrawn(small: Small) -> None:
    rules = "office:\n  series: {bulletin: 第n期, brief: 第n期}\n"
    brief = BULLETIN._replace(kind=PaperKind.BRIEF, to="张某某")
    edited = registered(small(rules=rules), BULLETIN, brief, BULLETIN._replace(period="2023-10"))
    assert numbers(edited) == ["第1期", "第1期", "第2期"]
    reading = small(rules=rules, papers=edited.texts["papers.yaml"])
    assert reading.diagnostics == []
    with pytest.raises(Refused, match=r"第1期 有 2 份：.*。写明是哪一类：--kind 通报、--kind 领导专报$"):
        withdraw(reading, "第1期", gone(), STAMP)
    assert withdraw(reading, "第1期", gone(), STAMP, PaperKind.BRIEF).result.to == "张某某"


def test_the_same_issue_of_two_years_is_withdrawn_by_its_year_alone(small: Small) -> None:
    rules = "office:\n  series: {bulletin: 第n期}\n"
    first = registered(small(rules=rules), BULLETIN._replace(period="2022-11"), day=date(2022, 12, 5))
    edited = registered(small(rules=rules, papers=first.texts["papers.yaml"]), BULLETIN)
    assert numbers(edited) == ["第1期"]
    reading = small(rules=rules, papers=edited.texts["papers.yaml"])
    there = "2022-12-05 印发的通报（2022-11）、2023-10-16 印发的通报（2023-09）"
    says = rf"{there}。写明是哪一年印发的：--year 2022、--year 2023$"
    with pytest.raises(Refused, match=says):
        withdraw(reading, "第1期", gone(), STAMP)
    assert withdraw(reading, "第1期", gone(), STAMP, year=2022).result.period == "2022-11"


def test_the_next_number_is_the_highest_and_one_and_each_year_begins_anew(small: Small) -> None:
    text = registered(small(), BULLETIN).texts["papers.yaml"].replace("督通〔2023〕1号", "'督通[2023]017号'")
    reading = small(papers=text)
    assert numbers(registered(reading, BULLETIN._replace(period="2023-08"))) == ["督通〔2023〕18号"]
    assert numbers(registered(reading, BULLETIN._replace(period="2022-08"), day=date(2022, 9, 9))) == [
        "督通〔2022〕1号"
    ]


def test_what_is_registered_is_never_numbered_again(small: Small) -> None:
    reading = small(papers=registered(small(), BULLETIN).texts["papers.yaml"])
    again = registered(reading, BULLETIN, BULLETIN._replace(facts=OTHER))
    assert again.texts == {}
    assert [(one.paper.number, one.is_new, one.paper.facts) for one in again.result] == [
        ("督通〔2023〕1号", False, FACTS),
        ("督通〔2023〕1号", False, FACTS),
    ]
    twice = registered(small(), BULLETIN, BULLETIN)
    assert numbers(twice) == ["督通〔2023〕1号", "督通〔2023〕1号"]
    assert twice.texts["papers.yaml"].count("number:") == 1


def test_what_was_issued_is_not_made_anew_from_the_figures_of_another_day(small: Small) -> None:
    reading = small(papers=registered(small(), BULLETIN).texts["papers.yaml"])
    with pytest.raises(Refused, match="督通〔2023〕1号 是据截至 2023-09-30 的数据印发的，不能改用截至 2023-10-10 的；"):
        registered(reading, BULLETIN._replace(as_of=date(2023, 10, 10)))


def test_a_notice_is_registered_with_the_day_that_it_bears(small: Small) -> None:
    edited = registered(small(), BULLETIN, SHEET._replace(issued=date(2023, 9, 8)))
    assert [one.paper.issued for one in edited.result] == [TODAY, date(2023, 9, 8)]


def test_what_is_withdrawn_keeps_its_number_and_the_same_matter_gets_another(small: Small) -> None:
    reading = small(papers=registered(small(), BULLETIN).texts["papers.yaml"])
    edited = withdraw(reading, "督通[2023] 1号", gone(), STAMP)
    assert f"{{action: withdraw, date: 2023-10-16, by: 孙某某, note: 数目有误, {KEYS}}}" in edited.texts["papers.yaml"]
    after = small(papers=edited.texts["papers.yaml"])
    assert after.diagnostics == []
    assert [filed.entity.is_withdrawn for filed in after.registry.papers] == [True]
    assert numbers(registered(after, BULLETIN)) == ["督通〔2023〕2号"]
    with pytest.raises(Refused, match="督通〔2023〕1号 已于 2023-10-16 作废"):
        withdraw(after, "督通〔2023〕1号", gone(), STAMP)


def test_what_cannot_be_is_refused(small: Small) -> None:
    reading = small(papers=registered(small(), BULLETIN).texts["papers.yaml"])
    with pytest.raises(NotFound, match="没有公文“督通〔2023〕7号”；是不是：督通〔2023〕1号"):
        withdraw(reading, "督通〔2023〕7号", gone(), STAMP)
    for day in (date(2023, 10, 15), date(2023, 10, 17)):
        with pytest.raises(Refused, match="应在 督通〔2023〕1号 印发之日"):
            withdraw(reading, "督通〔2023〕1号", gone(day=day), STAMP)
    with pytest.raises(Refused, match="2023-10-17 还没有到"):
        registered(reading, BULLETIN, day=date(2023, 10, 17))


@pytest.mark.parametrize(
    ("number", "series", "count"),
    [
        ("督通〔2023〕9号", "督通", 9), ("督通[2023]09号", "督通", 9), ("督通（２０２３）第9期", "督通", 9),
        ("督通〔2022〕9号", "督通", None), ("甲督通〔2023〕9号", "督通", None), ("督通〔2023〕九号", "督通", None),
        ("第9期", "第n期", 9), ("督查专报第09期", "督查专报第n期", 9), ("第9期", "督查专报第n期", None),
    ],
)  # fmt: skip
def test_a_number_is_of_a_series_or_not(number: str, series: str, count: int | None) -> None:
    paper = Paper(number=number, **BULLETIN._replace(issued=TODAY)._asdict())
    assert count_of(paper, PaperKind.BULLETIN, series, 2023) == count
    assert count_of(replace(paper, number=number_of(series, 2023, 12)), PaperKind.BULLETIN, series, 2023) == 12
