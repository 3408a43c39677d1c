from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dcgd.model import Document, DocumentType, Firmness, Heading, Kind, Milestone, Rules, Target, Task
from dcgd.model.items import firmness_mark, item_of_part, item_of_task, items_of, seen_from
from factory import part

DOCUMENT = Document(
    number="东政办字〔2023〕11号",
    title="重点工作任务",
    issuer="区政府办公室",
    issued=date(2023, 5, 11),
    start=date(2023, 1, 1),
    due=date(2023, 12, 31),
)
TARGET = part()
MILESTONE = Milestone(id="5-m1", title="建成企业库", quote="…")
JUNE, MARCH = date(2023, 6, 30), date(2023, 3, 1)


def task(due: date | None = None, targets: tuple[Target, ...] = (), milestones: tuple[Milestone, ...] = ()) -> Task:
    return Task(number=5, title="壮大企业", text="…", leads=(), due=due, targets=targets, milestones=milestones)


def test_a_target_without_dates_has_the_documents_period() -> None:
    item = item_of_part(TARGET, task(), DOCUMENT)
    assert (item.start, item.due) == (DOCUMENT.start, DOCUMENT.due)
    assert (item.id, item.what, item.task, item.title) == ("5-1", "target", 5, "新增高新技术企业")


def test_the_tasks_due_date_stands_between_the_documents_and_the_parts_own() -> None:
    own = Target(id="5-2", indicator="…", kind=Kind.LEVEL, value=Decimal(1), unit_measure="个", quote="…", due=MARCH)
    whole = task(due=JUNE)
    assert item_of_part(TARGET, whole, DOCUMENT).due == JUNE
    assert item_of_part(MILESTONE, whole, DOCUMENT).due == JUNE
    assert item_of_task(whole, DOCUMENT).due == JUNE
    assert item_of_part(own, whole, DOCUMENT).due == MARCH


def test_a_milestone_is_as_firm_as_the_document_says() -> None:
    striven = Milestone(id="5-m2", title="建成园区", quote="…", firmness=Firmness.STRIVE)
    assert [item_of_part(part, task(), DOCUMENT).firmness for part in (MILESTONE, striven)] == ["firm", "strive"]


@pytest.mark.parametrize(
    ("firmness", "title", "mark"),
    [
        (Firmness.FIRM, "建成园区", ""),
        (Firmness.STRIVE, "建成园区", "（力争）"),
        (Firmness.STRIVE, "力争建成园区", ""),
        (Firmness.STRIVE, "争创示范园区", ""),
    ],
)
def test_what_is_striven_for_is_marked_unless_its_title_says_so(firmness: Firmness, title: str, mark: str) -> None:
    assert firmness_mark(firmness, title) == mark


def test_nobody_could_report_before_the_document_was_issued() -> None:
    assert item_of_task(task(), DOCUMENT).announced == DOCUMENT.issued
    early = Document(
        number="1", title="…", issuer="…", issued=date(2022, 12, 20), start=DOCUMENT.start, due=DOCUMENT.due
    )
    assert item_of_task(task(), early).announced == DOCUMENT.start


def test_the_items_of_a_task_in_the_documents_order() -> None:
    full = task(targets=(TARGET,), milestones=(MILESTONE,))
    assert [item.id for item in items_of(full, DOCUMENT)] == ["5-1", "5-m1"]
    assert [item.id for item in items_of(full, DOCUMENT, reported=True)] == ["5-1", "5-m1", "5"]


@pytest.mark.parametrize("reported", [False, True])
def test_a_task_without_parts_is_an_item_itself(reported: bool) -> None:
    assert [item.id for item in items_of(task(), DOCUMENT, reported=reported)] == ["5"]


MEETING = Heading(number="一", title="第5次会议", issued=date(2023, 9, 28))


def test_a_section_without_a_day_of_its_own_sees_the_document_as_it_is() -> None:
    assert seen_from(DOCUMENT, Heading(number="一", title="产业"), Rules()) is DOCUMENT


@pytest.mark.parametrize(
    ("type_", "deadlines", "due"),
    [
        (DocumentType.CIRCULAR, {}, date(2023, 12, 31)),
        (DocumentType.DIRECTIVE, {}, date(2023, 10, 25)),
        (DocumentType.MINUTES, {}, date(2023, 11, 15)),
        (DocumentType.MINUTES, {DocumentType.MINUTES: 3}, date(2023, 10, 9)),
        (DocumentType.CIRCULAR, {DocumentType.CIRCULAR: 3}, date(2023, 10, 9)),
    ],
)
def test_what_has_no_due_date_counts_in_working_days_from_its_meeting(
    type_: DocumentType, deadlines: dict[DocumentType, int], due: date
) -> None:
    """The day before the eight days off of October, with two Saturdays on which offices work behind them."""
    seen = seen_from(replace(DOCUMENT, type=type_), MEETING, Rules(deadlines=deadlines))
    item = item_of_task(task(), seen)
    assert (item.start, item.announced, item.due) == (MEETING.issued, MEETING.issued, due)
    assert item_of_task(task(due=JUNE), seen).due == JUNE, "its own stays"
