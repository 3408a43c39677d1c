"""The bulletin (通报): what it says, and the Word file of it, laid out after GB/T 9704-2012."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dcgd.data_words import PaperKind
from dcgd.model import Light, Status
from dcgd.publish.papers import wording
from dcgd.publish.papers.addressees import addressees
from dcgd.publish.papers.bulletin_tables import bands, left_out, units
from dcgd.publish.papers.demands import demands
from dcgd.publish.papers.facts import facts
from dcgd.publish.papers.office import Imprint, office_facts
from dcgd.publish.papers.pending import pending
from dcgd.publish.papers.render import OwnTemplate, house_docx
from dcgd.publish.papers.standings import DONE, LAGGING, ON_PACE, SILENT, in_order, is_named, is_silent
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.table import Row
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.rollup import totals

_PRAISED = 3
"""So many finished items are named."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An earlier issue of the bulletin: its number, and what it was made from, as it reads today."""

    number: str
    snapshot: Snapshot


def bulletin_facts(snapshot: Snapshot, imprint: Imprint | None = None, before: Issue | None = None) -> Row:
    """All that a bulletin says: `papers.facts.facts`, `papers.office.office_facts`, and its own sentences and tables.

    `before`: the last issue, if its figures still are what they were.
    """
    imprint = imprint or Imprint()
    told = facts(snapshot)
    rows = told["matters"]
    document = told["document"] or {"title": "", "number": "", "issuer": "", "start": None, "due": None}
    office = office_facts(snapshot, PaperKind.BULLETIN, imprint)
    listed = [(row, judged) for row, judged in zip(rows, snapshot.items, strict=True) if is_named(judged)]
    listed.sort(key=lambda pair: (pair[1].verdict.light is not Light.RED, pair[1].severity))
    first, last = _year(snapshot)
    place = wording.place_of(document["issuer"])
    period = wording.period_words(snapshot.as_of, first, last)
    problems = [*_problems(snapshot, listed)]
    return told | office | {
        "to": addressees(snapshot),
        "title_lines": list(wording.title_lines(period, place, "进展情况的通报")),
        "cutoff": wording.due_words(snapshot.as_of, snapshot.as_of.year),
        "opening": _opening(snapshot, document, office["desk"]),
        "overall": [*_overall(snapshot, told, before)],
        "problems": problems,
        "demands": _demands(snapshot, listed, office, imprint),
        "bands": [*bands(listed, snapshot.as_of)],
        "left_out": left_out(snapshot),
        "unit_table": (table := units(snapshot)),
        "is_joint": any(row["joint"] for row in table),
        "is_made_up": any(judged.verdict.status is Status.DONE_LATE for judged in snapshot.items),
        "annexes": (["红灯和黄灯事项"] if listed else []) + ["各责任单位牵头事项情况"],
    }  # fmt: skip


def bulletin(told: Row, own: OwnTemplate | None = None) -> bytes:
    """The bulletin as a Word file, of facts as `bulletin_facts` gives them.

    `own`: a user's template in place of the house's. Raises what `OwnTemplate` raises.
    """
    if own is not None:
        return own.docx(told)
    return house_docx("bulletin", told, author=told["signed"], day=date.fromisoformat(told["as_of"]))


def _year(snapshot: Snapshot) -> tuple[date, date]:
    document = snapshot.documents[0] if snapshot.documents else {}
    start, due = document.get("start"), document.get("due")
    return (
        date.fromisoformat(start) if start else date(snapshot.as_of.year, 1, 1),
        date.fromisoformat(due) if due else date(snapshot.as_of.year, 12, 31),
    )


def _opening(snapshot: Snapshot, document: Row, desk: str) -> str:
    what = f"《{document['title']}》（{document['number']}）"
    part = f"本期只含{snapshot.scope}。" if snapshot.scope else ""
    paces = [judged.verdict.pace for judged in snapshot.items if judged.verdict.pace is not None]
    usual = max(sorted(set(paces)), key=paces.count, default=None)
    pace = f"（序时进度{wording.share_words(usual)}）" if usual else ""
    return (
        f"按照{what}要求，{desk}根据各责任单位报送的情况，对{snapshot.until}的进展{pace}作了汇总。"
        f"{part}现将有关情况通报如下："
    )


def _overall(snapshot: Snapshot, told: Row, before: Issue | None) -> Iterator[str]:
    """The paragraphs of 总体情况: counts that add up, the lights, what changed, what is finished."""
    total = told["total"]
    counts = {
        words: sum(judged.verdict.status in statuses for judged in snapshot.items)
        for words, statuses in (
            ("已完成", DONE), ("按序时进度推进", ON_PACE), ("进展滞后", LAGGING), ("未按要求报送进展", SILENT),
            ("尚未启动", (Status.NOT_STARTED,)),
        )
    }  # fmt: skip
    parts = "，".join(f"{words}{wording.part_words(count, total)}" for words, count in counts.items() if count)
    lights = {row["light"]: row["count"] for row in told["lights"]}
    shown = "、".join(f"{light}灯{count}项" for light, count in lights.items() if count and light != Light.GREY)
    dark = f"，另有{grey}项不亮灯" if (grey := lights.get(Light.GREY, 0)) else ""
    yield f"{told['tasks']}项重点任务细化为{total}项具体事项，{parts}。" + (
        f"按灯色分，{shown}{dark}。" if shown else ""
    )
    if before is not None:
        earlier = totals(judged.verdict for judged in before.snapshot.items).lights
        moved = "，".join(
            wording.change_words(lights.get(light, 0), earlier[light], light) for light in (Light.RED, Light.YELLOW)
        )
        day = wording.month_and_day(before.snapshot.as_of, snapshot.as_of.year)
        yield f"与上期（{before.number}，截至{day}）相比，{moved}。"
    finished = [judged for judged in snapshot.items if judged.verdict.status is Status.DONE and judged.lead_units]
    finished.sort(key=lambda judged: str(judged.verdict.met_since), reverse=True)
    if finished:
        names = "；".join(
            f"{_finished(judged)}{wording.in_brackets('、'.join(snapshot.leads(judged)))}"
            for judged in finished[:_PRAISED]
        )
        more = f"；共{len(finished)}项" if len(finished) > _PRAISED else ""
        yield f"按期完成的事项：{names}{more}。"


def _finished(judged: JudgedItem) -> str:
    if judged.verdict.value is None:
        return wording.finished_words(judged.item.title)
    return f"{judged.item.title}{wording.now_words(judged)}"


def _problems(snapshot: Snapshot, listed: Sequence[tuple[Row, JudgedItem]]) -> Iterator[Row]:
    """The parts of 存在的问题 that there are, each with its heading and its paragraphs."""
    parts: list[tuple[str, list[str]]] = [
        ("进展滞后事项", [*_lagging(listed)]),
        ("报送不及时", [*filter(None, [_silent(snapshot)])]),
        ("问题整改和督办回复", [*filter(None, ["".join(pending(snapshot))])]),
    ]
    there = [(title, paragraphs) for title, paragraphs in parts if paragraphs]
    for count, (title, paragraphs) in zip("一二三", there, strict=False):
        yield {"heading": f"（{count}）{title}", "paragraphs": paragraphs}


def _lagging(listed: Sequence[tuple[Row, JudgedItem]]) -> Iterator[str]:
    lagging = [(row, judged) for row, judged in listed if judged.verdict.status in LAGGING]
    for number, (row, judged) in enumerate(lagging[: wording.MOST_NAMED], 1):
        cause = f"牵头单位说明：{wording.ended(wording.readable(row['cause']))}" if row["cause"] else ""
        yield f"{number}．{judged.verdict.light}灯：{row['said']}{cause}"
    more = len(lagging) - wording.MOST_NAMED
    unsaid = sum(not row["cause"] for row, _judged in lagging)
    rest = [f"其余{more}项见附件1。"] if more > 0 else []
    if unsaid:
        whole = f"{'以上' if more <= 0 else ''}{len(lagging)}项"
        rest.append(
            f"{whole}报送时均未说明原因。" if unsaid == len(lagging) else f"{whole}中，有{unsaid}项报送时未说明原因。"
        )
    late = [
        f"{judged.item.title}（{'、'.join(row['units'])}）"
        for row, judged in listed
        if judged.verdict.status is Status.DONE_LATE
    ]
    rest += [f"逾期后完成的有：{'；'.join(late[: wording.MOST_NAMED])}。"] if late else []
    if rest:
        yield "".join(rest)


def _silent(snapshot: Snapshot) -> str:
    silent = [judged for judged in snapshot.items if is_silent(judged)]
    led = [judged for judged in silent if judged.lead_units]
    unled = len(silent) - len(led)
    more = f"另有{unled}项原文没有写明牵头单位。" if unled else ""
    return wording.silent_sentence(in_order(snapshot, led), len(led)) + more


def _demands(snapshot: Snapshot, listed: Sequence[tuple[Row, JudgedItem]], office: Row, imprint: Imprint) -> list[str]:
    """The paragraphs of 下一步要求: who, what, by when, and what follows otherwise."""
    to = f"书面报{office['desk']}" if office["desk"] else "书面报告"
    red, yellow, reports = demands(snapshot, [judged for _row, judged in listed], imprint)
    said = []
    if red.units:
        units = wording.named(red.units)
        said.append(
            f"限期整改。{units}对红灯事项倒排工期、压实责任，于{red.until}前将整改措施和完成时间{to}，实行销号管理。"
        )
    if yellow.units:
        units = wording.named(yellow.units)
        said.append(f"加快进度。{units}对黄灯事项查找原因、加大力度，于{yellow.until}前将推进措施{to}。")
    if reports.units:
        said.append(f"按时报送。{wording.named(reports.units)}于{reports.until}前补报进展。")
    if said:
        said.append("跟踪问效。逾期未报、推进不力的，将视情采取提醒、督办、约谈等措施。")
    else:
        said.append("持续推进。各责任单位按序时进度继续推进，按时报送进展。")
    return [f"{count}是{words}" for count, words in zip("一二三四", said, strict=False)] if len(said) > 1 else said
