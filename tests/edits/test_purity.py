"""The law of edits: each is a function of what was read, so that it may be made anew on what is there later."""

import ast
import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import dcgd.edits
from dcgd.data_words import Decision, DocumentType, PaperAction, PaperKind
from dcgd.diagnostics import Place
from dcgd.edits import (
    adjustment,
    drafts,
    links,
    meeting,
    notice,
    paper,
    person,
    plan,
    problem,
    report,
    request,
    returned,
    review,
    same,
    seal,
    task,
    unit,
    withdrawal,
)
from dcgd.intake.draft.drafting import draft
from dcgd.intake.reviewing import Drafted, ToReview
from dcgd.model import (
    Action,
    Adjustable,
    Answer,
    Firmness,
    Kind,
    Milestone,
    NoticeStep,
    Paper,
    PaperStep,
    Person,
    Request,
    RequestStep,
    Step,
    Target,
    Task,
)
from dcgd.registry.change import Edited
from dcgd.registry.content import Filed, Registry
from dcgd.registry.load import Reading
from dcgd.source.parsed import parse
from dcgd.tracking.returned.forms import Origin
from dcgd.tracking.returned.people_list import ListedPerson
from dcgd.tracking.returned.recognise import Filled
from dcgd.tracking.returned.reply_sheet import ReplySheet, Told
from stamps import stamp_of

DAY = date(2023, 8, 1)
STAMP = stamp_of(DAY)
CLAIM = report.Claim(item="1-1", date=DAY, value="9家", by="区科技局")
STEP = Step(action=Action.ASSIGN, date=DAY, by="督查室", to="区水利局", deadline=date(2023, 9, 1))
FILLED = Filled(Origin(document="甲政字〔2023〕1号", period="2023-07", unit="区水利局"), "2023-07-31", from_1904=False)


def _without_tasks(before: Reading) -> Reading:
    return replace(before, registry=replace(before.registry, tasks=()))


TASK = Task(number=0, title="修渠", text="修渠。", leads=("区水利局",))
TARGET = Target(id="", indicator="占比", kind=Kind.LEVEL, value=Decimal(3), unit_measure="%", quote="突破3%")
ASK = RequestStep(action=Decision.ASK, date=DAY, by="区水利局", note="缺人")
ASKED = Request(id="YQ-2023-001", subject="1-2", field=Adjustable.DUE, to=DAY, steps=(ASK,))
REQUESTS = b"requests:\n  - {id: YQ-2023-001, steps: [{action: ask}]}\n"
DRAFTED = draft("一、水利\n1.修渠。（责任单位：区水利局；责任人：周某某）\n", 2023)
MEETING = draft("甲区第2次常务会议纪要\n\n2023年7月8日\n\n1.修渠。（责任单位：区水利局；责任人：周某某）\n", 2023)
SHEET = paper.Draft(PaperKind.NOTICE, "2023-07", DAY, "区水利局", "0" * 64, "DB-2023-001")
ISSUED = Paper(number="督办〔2023〕1号", **SHEET._replace(issued=DAY)._asdict())
PAPERS = "papers:\n  - {number: 督办〔2023〕1号}\n".encode()
EDITS: dict[str, Callable[[Reading], Edited[Any]]] = {
    "record_report": partial(report.record_report, claim=CLAIM, stamp=STAMP),
    "record_reports": partial(report.record_reports, claims=[CLAIM], stamp=STAMP),
    "record_returned": partial(
        returned.record_returned, workbooks=[("收.xlsx", FILLED)], month=0, received=DAY, stamp=STAMP
    ),
    "record_plan": partial(plan.record_plan, workbooks=[("收.xlsx", FILLED)], day=DAY),
    "raise_problem": partial(
        problem.raise_problem, item="3", title="缺人", first=Step(action=Action.RAISE, date=DAY, by="甲"), stamp=STAMP
    ),
    "add_step": partial(problem.add_step, id_="WT-2023-001", step_of=lambda _problem: STEP, stamp=STAMP),
    "issue": partial(notice.issue, considered=[], day=DAY, stamp=STAMP),
    "add_answer": partial(
        notice.add_answer, number="DB-2023-001", step=NoticeStep(action=Answer.REPLY, date=DAY), stamp=STAMP
    ),
    "add_reply": partial(
        notice.add_reply,
        number="DB-2023-001",
        sheet=ReplySheet((), {"cause": Told("缺人", "表格第 9 行")}),
        given=NoticeStep(action=Answer.REPLY, date=DAY),
        stamp=STAMP,
    ),
    "ask": partial(request.ask, item="1-2", field=Adjustable.DUE, value_of=lambda _item: DAY, first=ASK, stamp=STAMP),
    "decide": lambda before: request.decide(_with_request(before), "1", replace(ASK, action=Decision.REFUSE), STAMP),
    "register": partial(paper.register, drafts=[SHEET], issued=DAY, stamp=STAMP),
    "withdraw": lambda before: paper.withdraw(
        _with_paper(before),
        "督办〔2023〕1号",
        PaperStep(action=PaperAction.WITHDRAW, date=DAY, by="甲", note="错"),
        STAMP,
    ),
    "seal_month": partial(
        seal.seal_month, period="2023-06", as_of=date(2023, 6, 30), evidence={}, stamp=STAMP, reason=None
    ),
    "withdraw_report": partial(
        withdrawal.withdraw_report, item="1-1", day=None, by="甲", why="多填一个零", stamp=STAMP
    ),
    "adjust": partial(
        adjustment.adjust,
        id_="1-2",
        field=Adjustable.FIRMNESS,
        value_of=lambda _item: Firmness.FIRM,
        day=DAY,
        reason="批复",
        approved_by="常务会",
        stamp=STAMP,
    ),
    "accept": lambda before: review.accept(*_drafted(before)),
    "discard": lambda before: review.discard(before, _drafted(before)[1][0]),
    "correct": lambda before: review.correct(before, _drafted(before)[1][0], "note", "照原文"),
    "split": lambda before: review.split(before, _drafted(before)[1][0], "建立企业库"),
    "take_back": partial(review.take_back, was={"units.yaml": "units: []\n"}, now={}),
    "add_unit": partial(unit.add_unit, name="区大数据局", aliases=["大数据局"]),
    "rename_unit": partial(unit.rename_unit, name="区水利局", new="区水务局"),
    "set_field": partial(unit.set_field, name="区水利局", field=unit.UnitField.NOTE, value="管水"),
    "remove_unit": lambda before: unit.remove_unit(_without_tasks(before), "区人社局"),
    "add_person": partial(person.add_person, person=Person(name="周某某", unit="区水利局")),
    "add_people": partial(person.add_people, rows=[ListedPerson("名单", "A2", {"name": "周某某", "unit": "区水利局"})]),
    "add_drafted_people": partial(drafts.add_drafted_people, drafted=DRAFTED),
    "append_meeting": lambda before: meeting.append_meeting(_of_meetings(before), MEETING, "文", "source/会.txt"),
    "add_task": partial(task.add_task, new=TASK, section=None, heading=None),
    "add_target": partial(task.add_target, number=1, new=TARGET),
    "add_milestone": partial(task.add_milestone, number=1, new=Milestone(id="", title="建库", quote="建立企业库")),
    "copy_same": partial(same.copy_same, other=Registry(), reports=[], stamp=STAMP),
    "accept_links": partial(links.accept_links, links={"1-1": ["市政发〔2023〕1号:1-1"], "2": ["市政发〔2023〕1号:2"]}),
    "add_aliases": partial(unit.add_aliases, name="区水利局", aliases=["水利局"]),
}


def _drafted(before: Reading) -> tuple[Reading, list[ToReview]]:
    """The registry with its first target marked for review, and what is to be reviewed of it."""
    text = before.parsed["tasks.yaml"].text
    marked = text.replace("            firmness: strive\n", "            firmness: strive\n            review: true\n")
    [filed] = [filed for filed in before.registry.items if filed.entity.id == "1-2"]
    one = ToReview(
        Drafted.TARGET, "1-2", "占比", filed.entity, filed.task.entity, filed.place, "", ("", 1, 1), (), 0
    )  # fmt: skip
    return replace(before, parsed={**before.parsed, "tasks.yaml": parse(marked.encode(), "tasks.yaml")}), [one]


def _of_meetings(before: Reading) -> Reading:
    assert before.registry.document is not None
    document = replace(before.registry.document, type=DocumentType.MINUTES)
    return replace(before, registry=replace(before.registry, document=document))


def _with_request(before: Reading) -> Reading:
    filed = Filed(ASKED, Place("requests.yaml", ("requests", 0)))
    parsed = {**before.parsed, "requests.yaml": parse(REQUESTS, "requests.yaml")}
    return replace(before, registry=replace(before.registry, requests=(filed,)), parsed=parsed)


def _with_paper(before: Reading) -> Reading:
    filed = Filed(ISSUED, Place("papers.yaml", ("papers", 0)))
    parsed = {**before.parsed, "papers.yaml": parse(PAPERS, "papers.yaml")}
    return replace(before, registry=replace(before.registry, papers=(filed,)), parsed=parsed)


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_made_twice_on_one_reading_it_comes_to_the_same_and_leaves_the_reading_as_it_was(
    edit: Callable[[Reading], Edited[Any]], before: Reading
) -> None:
    """The folder is gone by then: no edit looks at a disk. (What an update does: test_update.)"""
    was = copy.deepcopy(before)
    first, again = edit(before), edit(before)
    assert (first.texts, first.result) == (again.texts, again.result)
    assert (before.registry, before.diagnostics) == (was.registry, was.diagnostics)
    assert {name: parsed.text for name, parsed in before.parsed.items()} == {
        name: parsed.text for name, parsed in was.parsed.items()
    }


def test_every_edit_of_the_room_is_held_to_it() -> None:
    edits = {
        node.name
        for path in Path(dcgd.edits.__file__).parent.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns).startswith("Edited[")
    }
    assert edits == {*EDITS, "update", "updated"}
