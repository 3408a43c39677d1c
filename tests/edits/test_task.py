"""A task, a target, a milestone more: numbered on, quoted from the text, and nothing else is touched."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dcgd.diagnostics import Place
from dcgd.edits.task import add_milestone, add_target, add_task, next_id
from dcgd.errors import NotFound, Refused
from dcgd.model import (
    Adjustable,
    Adjustment,
    Comparator,
    Decision,
    Firmness,
    Kind,
    Milestone,
    Request,
    RequestStep,
    Target,
    Task,
)
from dcgd.registry.content import Filed
from dcgd.registry.load import Reading

DAY = date(2023, 9, 1)
NEW = Task(number=0, title="修渠", text="修渠。修渠 3 公里。", leads=())


def lines_added(before: Reading, texts: Mapping[str, str]) -> list[str]:
    """The lines that an edit of tasks.yaml puts in; it must take none away."""
    assert list(texts) == ["tasks.yaml"]
    old, new = before.parsed["tasks.yaml"].text.splitlines(), texts["tasks.yaml"].splitlines()
    rest = iter(new)
    assert all(line in rest for line in old), "a line is gone, or stands elsewhere"
    start = next((at for at, (line, was) in enumerate(zip(new, old, strict=False)) if line != was), len(old))
    return new[start : start + len(new) - len(old)]


def last(before: Reading) -> Task:
    return before.registry.tasks[-1].entity


def test_a_task_stands_at_the_end_with_the_next_number(before: Reading) -> None:
    lead = before.registry.units[0].entity.name
    new = replace(NEW, leads=(lead,), due=date(2023, 9, 30), note="=1+1")
    edited = add_task(before, new, None, None)
    assert edited.result.number == last(before).number + 1
    assert [line.strip() for line in lines_added(before, edited.texts)] == [
        f"- number: {edited.result.number}",
        "title: 修渠",
        "text: 修渠。修渠 3 公里。",
        f"leads: [{lead}]",
        "due: 2023-09-30",
        'note: "=1+1"',
    ]


def test_a_new_section_takes_it(before: Reading) -> None:
    edited = add_task(before, NEW, None, "第二次会议")
    count = len(before.registry.sections) + 1
    lines = [line.strip() for line in lines_added(before, edited.texts)]
    assert lines[:3] == [f"- number: {'零一二三四五六七八九'[count]}", "title: 第二次会议", "tasks:"]
    assert lines[3] == f"- number: {last(before).number + 1}"


def test_only_the_last_section_takes_one_for_no_task_gets_another_number(before: Reading) -> None:
    with pytest.raises(Refused, match="任务序号全文连续，加在章节“一”会改变后面的序号；只能加在最后一章"):
        add_task(before, NEW, "一", None)
    with pytest.raises(NotFound, match="没有章节“九十”；新加一章用 --new-section"):
        add_task(before, NEW, "九十", None)
    number = before.registry.sections[-1].entity.number
    assert add_task(before, NEW, number, None).texts == add_task(before, NEW, None, None).texts


def test_who_is_no_unit_is_told_how_to_become_one(before: Reading) -> None:
    with pytest.raises(NotFound, match=r"^没有单位“区大数据局”.*增加单位：dcgd add unit 区大数据局$"):
        add_task(before, replace(NEW, leads=("区大数据局",)), None, None)


def test_nothing_is_numbered_on_where_the_file_has_errors(small: Callable[..., Reading]) -> None:
    broken = small(tasks="document: {}\nsections: [\n")
    with pytest.raises(Refused, match=r"tasks\.yaml 有错误，先照 dcgd validate 改正"):
        add_task(broken, NEW, None, None)


TARGET = Target(
    id="",
    indicator="又一",
    kind=Kind.LEVEL,
    comparator=Comparator.ABOUT,
    value=Decimal("1.50"),
    unit_measure="家",
    quote="?",
)


def part_of_the_text(before: Reading) -> tuple[int, str]:
    """A task without reports of its own, and its first sentence."""
    reported = {report.entity.task for report in before.registry.reports}
    task = next(filed.entity for filed in before.registry.tasks if filed.entity.number not in reported)
    return task.number, task.text.partition("。")[0]


def test_a_target_quotes_the_text_however_its_blanks_are_typed(before: Reading) -> None:
    number, quote = part_of_the_text(before)
    expected = next_id(before.registry, f"{number}-")
    edited = add_target(before, number, replace(TARGET, quote=" ".join(quote)))
    assert (edited.result.id, edited.result.quote) == (expected, quote)
    assert [line.strip() for line in lines_added(before, edited.texts)][-7:] == [
        f"- id: {expected}",
        "indicator: 又一",
        "kind: level",
        "comparator: about",
        "value: 1.50",
        "unit_measure: 家",
        f"quote: {quote}",
    ]


def test_what_the_text_does_not_say_is_no_target_and_no_milestone(before: Reading) -> None:
    number, _quote = part_of_the_text(before)
    for quote, why in (("没有的话", "原文里没有“没有的话”；引文要从原文里照抄一段"), (" ", "引文不能是空的")):
        with pytest.raises(Refused, match=why):
            add_target(before, number, replace(TARGET, quote=quote))
        with pytest.raises(Refused, match=why):
            add_milestone(before, number, Milestone(id="", title="甲", quote=quote))
    with pytest.raises(NotFound, match="没有任务“99”；任务从 1 到"):
        add_target(before, 99, TARGET)


def test_the_same_is_not_added_twice(before: Reading, small: Callable[..., Reading]) -> None:
    number, quote = part_of_the_text(before)
    milestone = Milestone(id="", title="建成", quote=quote, firmness=Firmness.STRIVE)
    edited = add_milestone(before, number, milestone)
    first = edited.result.id
    again = small(tasks=edited.texts["tasks.yaml"])
    with pytest.raises(Refused, match=f"{first} 与它完全一样，没有另加"):
        add_milestone(again, number, milestone)
    assert add_milestone(again, number, replace(milestone, title="另一")).result.id != first


def test_an_id_that_a_record_speaks_of_is_not_given_again(before: Reading) -> None:
    item = before.registry.items[0]
    number = item.task.entity.number
    spoken_of = replace(before.registry.reports[0].entity, target=f"{number}-7", milestone=None, task=None)
    registry = replace(before.registry, reports=(replace(before.registry.reports[0], entity=spoken_of),))
    assert next_id(registry, f"{number}-") == f"{number}-8"


def test_a_task_that_is_reported_as_a_whole_gets_no_items(before: Reading) -> None:
    report = before.registry.reports[0]
    number, quote = part_of_the_text(before)
    whole = replace(report, entity=replace(report.entity, target=None, milestone=None, task=number))
    reported = replace(before, registry=replace(before.registry, reports=(whole,)))
    with pytest.raises(Refused, match=f"任务 {number} 已有按整项任务报的进展"):
        add_target(reported, number, replace(TARGET, quote=quote))


def test_an_adjustment_of_the_whole_task_is_not_lost(before: Reading) -> None:
    number, quote = part_of_the_text(before)
    adjustment = Adjustment(
        date=DAY, field=Adjustable.DUE, from_=DAY, to=date(2024, 3, 31), reason="批复", approved_by="常务会"
    )
    tasks = tuple(
        replace(filed, entity=replace(filed.entity, adjustments=(adjustment,)))
        if filed.entity.number == number
        else filed
        for filed in before.registry.tasks
    )
    adjusted = replace(before, registry=replace(before.registry, tasks=tasks))
    with pytest.raises(Refused, match=f"任务 {number} 有对整项任务的调整，加了目标或成果它就不起作用了"):
        add_target(adjusted, number, replace(TARGET, quote=quote))


def test_an_id_that_a_request_speaks_of_is_not_given_again(before: Reading) -> None:
    asked = RequestStep(action=Decision.ASK, date=DAY, by="区水利局")
    request = Request(id="YQ-2023-001", subject="1-9", field=Adjustable.DUE, to=date(2024, 3, 31), steps=(asked,))
    filed = Filed(request, Place("requests.yaml", ("requests", 0)))
    assert next_id(replace(before.registry, requests=(filed,)), "1-") == "1-10"
