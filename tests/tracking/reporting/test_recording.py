"""Whether a report may be recorded, and how it is written."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dcgd.errors import NotRecorded
from dcgd.model import Report
from dcgd.registry.content import Registry
from dcgd.registry.load import read
from dcgd.tracking.reporting import recording

TODAY = date(2023, 12, 1)


@pytest.fixture
def known(registry: Path) -> Registry:
    """The shipped registry, with some reports of 5-1, in the order people happened to file them."""
    (registry / "progress").mkdir()
    for month, lines in {
        "06": ["{target: 5-1, date: 2023-06-30, value: 8}", "{target: 5-1, date: 2023-06-15, value: 5}"],
        "08": [
            "{target: 5-1, date: 2023-08-31, value: 7, correction: true}",
            "{target: 5-1, date: 2023-08-31, value: 9}",
        ],
        "10": ["{target: 5-1, date: 2023-10-31, percent: 10}", "{target: 20-1, date: 2023-10-31, value: 30}"],
    }.items():
        text = "reports:\n" + "".join(f"  - {line}\n" for line in lines)
        (registry / f"progress/2023-{month}.yaml").write_text(text, encoding="utf-8", newline="\n")
    return read(registry).registry


def refusal(known: Registry, item: str, day: str, value: str, *, correction: bool = False, today: date = TODAY) -> str:
    """Why a value may not be recorded; nothing where it may."""
    report = Report(target=item, date=date.fromisoformat(day), value=Decimal(value), correction=correction)
    try:
        recording.allow(known, report, recording.reported_item(known, item), today)
    except NotRecorded as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize(
    ("name", "key", "title"),
    [
        ("5-1", {"target": "5-1"}, "新增高新技术企业"),
        ("5-m1", {"milestone": "5-m1"}, "建立高新技术企业培育库"),
        ("5", {"task": 5}, "壮大科技型企业群体"),
    ],
)
def test_a_target_a_milestone_or_a_task_can_be_reported_on(
    known: Registry, name: str, key: dict[str, Any], title: str
) -> None:
    item = recording.reported_item(known, name)
    assert item.key == key
    assert (item.id, item.title) == (name, title)


def test_an_unknown_id_names_what_is_near(known: Registry) -> None:
    with pytest.raises(NotRecorded, match=r"没有编号“5-9”；是不是：.*5-1"):
        recording.reported_item(known, "5-9")


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2022-12-31", "2022-12-31 早于起始日 2023-01-01"),
        ("2023-01-01", None),
        ("2023-12-01", None),
        ("2023-12-02", "2023-12-02 还没有到（今天是 2023-12-01）"),
    ],
)
def test_a_report_is_of_the_period_and_not_of_the_future(known: Registry, day: str, why: str | None) -> None:
    refused = refusal(known, "20-1", day, "1")
    assert refused == "" if why is None else why in refused


def test_a_report_after_the_due_date_is_welcome(known: Registry) -> None:
    assert refusal(known, "5-1", "2024-03-01", "15", today=date(2024, 3, 2)) == ""


@pytest.mark.parametrize(
    ("day", "value", "why"),
    [
        ("2023-06-10", "0", None),
        ("2023-06-10", "-1", "-1 家 不能是负数"),
        ("2023-06-20", "4", "2023-06-15 已报 5 家，这次是 4 家"),
        ("2023-06-20", "5", None),
        ("2023-06-20", "8", None),
        ("2023-06-20", "9", "这次 2023-06-20 是 9 家，而 2023-06-30 已报 8 家；核对哪一个不对"),
        ("2023-07-31", "9", None),
        ("2023-08-31", "8", "2023-08-31 已报 9 家"),
        ("2023-11-30", "8.5", "2023-08-31 已报 9 家，这次是 8.5 家"),
        ("2023-11-30", "9", None),
    ],
)
def test_a_cumulative_value_never_falls(known: Registry, day: str, value: str, why: str | None) -> None:
    refused = refusal(known, "5-1", day, value)
    assert refused == "" if why is None else why in refused


def test_a_correction_may_be_less_than_before_but_no_later_report_may_be_less_than_it(known: Registry) -> None:
    assert refusal(known, "5-1", "2023-11-30", "3", correction=True) == ""
    assert "而 2023-06-30 已报 8 家" in refusal(known, "5-1", "2023-06-20", "9", correction=True)


def test_before_a_correction_a_report_may_be_higher(known: Registry) -> None:
    """What is corrected on 31 August is what had been reported in July."""
    assert refusal(known, "5-1", "2023-07-31", "12") == ""


def test_a_level_may_fall(known: Registry) -> None:
    assert refusal(known, "20-1", "2023-11-30", "20") == ""


def test_the_report_before_is_the_last_by_date_and_of_one_day_the_last_filed(known: Registry) -> None:
    def before(day: date) -> Decimal | None:
        found = recording.previous(known, Report(target="5-1", date=day, value=Decimal(1)))
        return found.value if found else None

    assert before(date(2023, 6, 14)) is None
    assert before(date(2023, 6, 20)) == 5
    assert before(date(2023, 7, 1)) == 8
    assert before(date(2023, 9, 1)) == 9


@pytest.mark.parametrize("name", ["区科学技术局", "区科技局", "科技局", " 区 科技局"])
def test_a_responsible_unit_reports_under_any_of_its_names(known: Registry, name: str) -> None:
    assert recording.reporter(known, recording.reported_item(known, "5-1"), name) == "区科学技术局"


def test_a_participant_may_report(known: Registry) -> None:
    assert recording.reporter(known, recording.reported_item(known, "6"), "区地方金融监管局") == "区地方金融监管局"


def test_a_unit_that_does_not_answer_for_the_task_is_told_who_does(known: Registry) -> None:
    with pytest.raises(NotRecorded, match="区水利局不是任务 5 的责任单位；责任单位是：区科学技术局"):
        recording.reporter(known, recording.reported_item(known, "5-1"), "水务局")


def test_an_unknown_unit_names_what_is_near(known: Registry) -> None:
    with pytest.raises(NotRecorded, match="没有“区水力局”；是不是：区水利局"):
        recording.reporter(known, recording.reported_item(known, "5-1"), "区水力局")


def test_of_a_task_that_names_no_unit_anybody_may_report(known: Registry) -> None:
    assert recording.reporter(known, recording.reported_item(known, "90"), "水利局") == "区水利局"


@pytest.mark.parametrize("typed", ["5-1", "５－１", "5–1", "5—1", " 5-1 ", "5‑1"])
def test_an_id_is_known_however_its_characters_are_typed(known: Registry, typed: str) -> None:
    assert recording.reported_item(known, typed).id == "5-1"


def test_only_targets_have_values(known: Registry) -> None:
    assert recording.value_of(recording.reported_item(known, "5-1"), "8家") == 8
    for name, what in (("5-m1", "成果"), ("5", "任务")):
        with pytest.raises(NotRecorded, match=f"{name} 没有数值（它是{what}），请用 --percent 或 --done"):
            recording.value_of(recording.reported_item(known, name), "8")
    with pytest.raises(NotRecorded, match="这个目标按“家”计"):
        recording.value_of(recording.reported_item(known, "5-1"), "8 座")


@pytest.mark.parametrize(
    ("typed", "percent"),
    [
        ("0", 0), ("60%", 60), ("百分之60", 60), ("100", 100),
        *((word, 100) for word in ("已完成", "完成", "已办结 ")),
        *((word, 0) for word in ("未启动", "未开始", "未开展")),
    ],
)  # fmt: skip
def test_a_percent_is_between_0_and_100(known: Registry, typed: str, percent: int) -> None:
    assert recording.percentage_of(recording.reported_item(known, "5-m1"), typed) == percent


def test_a_target_may_be_exceeded(known: Registry) -> None:
    assert recording.percentage_of(recording.reported_item(known, "5-1"), "1000") == 1000


@pytest.mark.parametrize(
    ("id_", "typed"),
    [("5-1", "-1"), ("5-1", "1000.1"), ("5-m1", "100.1"), ("5", "105"), ("5-1", "8家"), ("5-1", "一半")],
)
def test_any_other_percent_is_refused(known: Registry, id_: str, typed: str) -> None:
    with pytest.raises(NotRecorded):
        recording.percentage_of(recording.reported_item(known, id_), typed)


def test_a_task_that_has_targets_or_milestones_is_not_reported_as_a_whole(known: Registry) -> None:
    report = Report(task=5, date=date(2023, 6, 30), percent=Decimal(50))
    with pytest.raises(NotRecorded, match="任务 5 按它的目标和成果报，不报整项：5-1、5-2、5-m1"):
        recording.allow(known, report, recording.reported_item(known, "5"), date(2023, 7, 1))


def test_a_report_is_filed_by_its_month_and_said_in_its_unit_of_measure(known: Registry) -> None:
    report = Report(target="5-1", date=date(2023, 6, 30), value=Decimal(8))
    assert recording.file_of(report) == "progress/2023-06.yaml"
    assert recording.said(recording.reported_item(known, "5-1"), report) == "8 家"
    whole = Report(task=5, date=date(2023, 6, 30), percent=Decimal("62.50"))
    assert recording.said(recording.reported_item(known, "5"), whole) == "62.5%"
