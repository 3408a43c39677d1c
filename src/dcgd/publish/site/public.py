"""The public edition of the dashboard: promises and progress that may be shown, and the same tables as CSV.

It is made twice over. `published` leaves out what is withheld before anything is counted; `shown` lets through only
the keys that are named here, so that whatever a page learns to show later stays inside until somebody adds it.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dcgd.data_words import Risk
from dcgd.model import VALUE_WORDS, What
from dcgd.naming import qualified
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.table import Column, Row, Table, write
from dcgd.publish.tabular.formats import Format
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.rollup import LIGHTS_WORST_FIRST

_ITEM = (
    "id", "what", "title", "due", "original_due", "status", "label", "light", "at_risk", "reasons", "goal", "mark",
    "value", "original_value", "unit_measure", "kind", "baseline", "quote", "task", "reported", "reported_value",
    "reported_percent", "done_percent", "pace_percent", "gap_points", "curve", "history",
)  # fmt: skip
_TASK = (
    "key", "title", "text", "written", "number", "registry", "section", "lead", "participant", "light", "label",
    "quotes",
)  # fmt: skip
_REPORT = ("date", "value", "percent", "correction", "height")
_ADJUSTMENT = ("date", "field", "from", "to")
_FIELDS = {"value": "目标值", "due": "时限", "comparator": "比较方式", "baseline": "基数", "firmness": "约束性"}
"""What an adjustment may change of what the public sees."""
_DOCUMENT = ("registry", "number", "title", "issuer", "issued", "start", "due", "type", "closed")


def published(snapshot: Snapshot) -> Snapshot:
    """The snapshot without what is withheld: items, tasks and sections without a public item, people, their words.

    The official text of a task stays only where every item of it is public; a quote only where it shares no words with
    that of a withheld item.
    """
    withheld: dict[str, list[JudgedItem]] = {}
    for judged in snapshot.items:
        if not judged.item.public:
            withheld.setdefault(_task_of(judged), []).append(judged)
    texts = {str(task["number"]): str(task["text"]) for task in snapshot.tasks}
    items = [
        _published(judged, texts.get(_task_of(judged), ""), withheld.get(_task_of(judged), ()))
        for judged in snapshot.items
        if judged.item.public
    ]
    there = {_task_of(judged) for judged in items}
    quotes: dict[str, list[Row]] = {}
    for judged in items:
        quotes.setdefault(_task_of(judged), []).append({"quote": judged.item.quote})
    tasks = [
        task | {"note": None, "targets": quotes[name], "milestones": []} | ({"text": ""} if name in withheld else {})
        for task in snapshot.tasks
        if (name := str(task["number"])) in there
    ]
    sections = {(judged.home.registry, judged.home.section) for judged in items}
    return replace(
        snapshot,
        items=items,
        tasks=tasks,
        sections=[section for section in snapshot.sections if (section["registry"], section["number"]) in sections],
        problems={},
        notices={},
        positions={},
        chiefs={},
        people=(),
    )


def _task_of(judged: JudgedItem) -> str:
    return str(qualified(judged.home.registry, judged.item.task))


def _published(judged: JudgedItem, text: str, withheld: Iterable[JudgedItem]) -> JudgedItem:
    """An item without people and notes, judged as it was; what private words had a part in is not said."""
    verdict = judged.verdict
    risks = tuple(risk for risk in verdict.risks if risk is not Risk.PROBLEM)
    private = set(_private_words(judged))
    reasons = tuple(
        reason
        for reason in verdict.reasons
        if not reason.startswith(("问题 ", "节点")) and not any(word in reason for word in private)
    )
    quote = judged.item.quote
    overlaps = any(_overlap(text, quote, words) for other in withheld for words in (other.item.quote, other.item.title))
    return replace(
        judged,
        item=replace(judged.item, note=None, quote="" if overlaps else quote),
        home=replace(judged.home, people=()),
        verdict=replace(verdict, risks=risks, at_risk=bool(risks), reasons=reasons or (verdict.label,)),
    )


def _private_words(judged: JudgedItem) -> Iterator[str]:
    """What sentences of a verdict take word for word from what is written for the office alone."""
    item = judged.item
    words = [
        *(point.text for point in item.checkpoints),
        *(share.unit for share in item.shares),
        *(word for change in item.adjustments for word in (change.reason, change.approved_by)),
    ]
    yield from filter(None, words)


def _overlap(text: str, quote: str, words: str) -> bool:
    """Whether two parts of a text have a place in common, or one holds the other."""
    if not quote or not words:
        return False
    first, second = text.find(quote), text.find(words)
    meet = min(first, second) >= 0 and first < second + len(words) and second < first + len(quote)
    return meet or words in quote or quote in words


def shown(drawn: Row) -> Row:
    """Of the data of the pages what the public sees of it."""
    return drawn | {
        "public": True,
        "documents": [_only(document, _DOCUMENT) | {"errors": 0, "reporting": []} for document in drawn["documents"]],
        "tasks": [_only(task, _TASK) for task in drawn["tasks"]],
        "items": [_item(item) for item in drawn["items"]],
        "holders": [],
        "problems": [],
        "notices": [],
    }


def _only(row: Row, keys: Iterable[str]) -> Row:
    return {key: row[key] for key in keys if key in row}


def _item(item: Row) -> Row:
    changes = [_only(change, _ADJUSTMENT) for change in item.get("adjustments", ()) if change["field"] in _FIELDS]
    return (
        _only(item, _ITEM)
        | {"reports": [_only(report, _REPORT) for report in item["reports"]]}
        | ({"adjustments": changes} if changes else {})
    )


_LIGHTS = tuple(Column(light, light, number=True) for light in LIGHTS_WORST_FIRST)
_FAR = (Column("done", "平均完成%", number=True), Column("pace", "序时进度%", number=True))
_COUNTS = (Column("total", "项数", number=True), *_LIGHTS, Column("at_risk", "有风险", number=True), *_FAR)
_SOURCE = Column("document", "文号")
_OF_ITEM = (_SOURCE, Column("id", "编号"), Column("title", "事项"))
_UNITS = (Column("lead", "牵头单位"), Column("participant", "参与单位"))
_STATE = (Column("label", "状态"), Column("light", "灯"))
_WHATS = {what.value: what.chinese for what in What}
COLUMNS: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    "documents": ("文件", (
        Column("number", "文号"), Column("title", "标题"), Column("issuer", "发文机关"), Column("issued", "印发日期"),
        Column("start", "起始日"), Column("due", "时限"),
    )),
    "tasks": ("任务", (
        _SOURCE, Column("key", "编号"), Column("section", "章节"), Column("title", "任务"), *_UNITS, *_STATE,
        Column("text", "原文"),
    )),
    "items": ("事项", (
        _SOURCE, Column("id", "编号"), Column("what", "类别", _WHATS), Column("task", "任务"), Column("title", "事项"),
        Column("goal", "目标"), *_UNITS, Column("due", "时限"), Column("original_due", "原时限"), *_STATE,
        Column("at_risk", "有风险"), Column("reported", "最近报送"), Column("done_percent", "完成率%", number=True),
        Column("pace_percent", "序时进度%", number=True), Column("reasons", "理由", join="；"), Column("quote", "依据"),
    )),
    "reports": ("进展", (
        *_OF_ITEM, Column("date", "日期"), Column("value", "数值", number=True),
        Column("unit_measure", "计量单位"), Column("percent", "百分比", number=True), Column("correction", "更正"),
    )),
    "adjustments": ("调整", (
        *_OF_ITEM, Column("date", "日期"), Column("field", "项目", _FIELDS),
        Column("from", "原为", VALUE_WORDS), Column("to", "现为", VALUE_WORDS),
    )),
    "sections": ("各章节", (Column("key", "章节"), Column("title", "名称"), *_COUNTS)),
    "units": ("各单位", (Column("key", "单位"), *_COUNTS, Column("participates", "参与", number=True))),
    "months": ("逐月", (Column("month", "月份"), *_LIGHTS, Column("made_up", "红后补上", number=True), *_FAR)),
}  # fmt: skip
"""The tables beside the page, by the names of their files: what each is called, and its columns."""


def csv_name(name: str) -> str:
    """Where a table lies, from the page."""
    return f"data/{name}.csv"


def csv_files(data: Row) -> dict[str, bytes]:
    """The tables of the public data by their places, as CSV with a mark for Excel and WPS."""
    return {csv_name(name): _csv(columns, _rows(name, data)) for name, (_title, columns) in COLUMNS.items()}


def _csv(columns: tuple[Column, ...], rows: Iterable[Row]) -> bytes:
    out = io.StringIO()
    write(Table(columns, rows), Format.CSV, out, bom=True)
    return out.getvalue().encode("utf-8", "replace")


def _rows(name: str, data: Row) -> Iterator[Row]:
    if name == "documents":
        yield from data["documents"]
    elif name in ("sections", "units"):
        yield from (group | group["lights"] for group in data["groups"][name.removesuffix("s")])
    elif name == "months":
        yield from (month | month["lights"] for month in data["trend"])
    else:
        yield from _rows_with_source(name, data)


def _rows_with_source(name: str, data: Row) -> Iterator[Row]:
    numbers = {document["registry"]: document["number"] for document in data["documents"]}
    tasks: dict[str, Row] = {task["key"]: task | {"document": numbers[task["registry"]]} for task in data["tasks"]}
    if name == "tasks":
        yield from tasks.values()
        return
    for item in data["items"]:
        task = tasks[item["task"]]
        source: dict[str, Any] = {
            "document": task["document"],
            "lead": task["lead"],
            "participant": task["participant"],
        }
        if name == "items":
            yield item | source | {"at_risk": bool(item.get("at_risk"))}
        else:
            yield from (item | source | record for record in item.get(name, ()))
