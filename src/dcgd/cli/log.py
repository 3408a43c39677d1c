"""`dcgd log`: the life of items, units and months in one table, each event with where it is written."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from dcgd.cli import choices, complete, options
from dcgd.cli.commands import command
from dcgd.cli.history import chosen
from dcgd.cli.item_listing import columns
from dcgd.cli.output import emit
from dcgd.cli.session import Session, open_session, shown_folder
from dcgd.data_words import EventKind
from dcgd.days import read_month
from dcgd.errors import BadValue, NotFound, WrongUse
from dcgd.index import journal, lookup
from dcgd.index.codec import plain
from dcgd.index.freshness import Source
from dcgd.index.lookup import Filter
from dcgd.model import What
from dcgd.naming import qualified, typed_id
from dcgd.publish.table import Column, Row, Table
from dcgd.registry.chain import read_sealed
from dcgd.registry.commits import commits_of_lines
from dcgd.registry.known import as_known
from dcgd.registry.load import Reading, read
from dcgd.tracking.auditing import doubts
from dcgd.tracking.judged_items import JudgedItem, judged_items
from dcgd.tracking.life import Event, events

app = typer.Typer(add_completion=False)

_MONTH = re.compile(r"\d{4}[-./]?\d{1,2}|\d{1,2} *月份?")
"""What is written like a month, be there one or not."""
TITLE = Column("title", "事项")
LOG = (
    Column("date", "日期", narrow=True),
    Column("id", "编号", narrow=True),
    TITLE,
    Column("event", "经过", EventKind.glossary(), narrow=True),
    Column("sentence", "内容"),
    Column("by", "谁"),
    Column("recorded", "登记", narrow=True),
    Column("where", "写在哪里", narrow=True),
    Column("commit", "提交", narrow=True),
)


class Asked(NamedTuple):
    """What was asked for: items by registry, units by registry, and months. What is empty narrows nothing."""

    subjects: frozenset[tuple[str, str]]
    units: frozenset[tuple[str, str]]
    months: frozenset[str]

    def takes(self, event: Event, registry: str, canonical: Callable[[str, str], str]) -> bool:
        """Whether an event is of what was asked for, and of a month that was; a seal is of all items."""
        whole, _, _share = event.subject.partition("@")
        about = not (self.subjects or self.units) or event.kind is EventKind.SEALED
        about = about or not self.subjects.isdisjoint({(registry, event.subject), (registry, whole)})
        if not about and self.units:
            about = any((registry, canonical(registry, name)) in self.units for name in event.units)
        return about and (not self.months or bool({f"{event.day:%Y-%m}", event.period} & self.months))


@command(app, "log", example="dcgd log 5-1")
def log(
    *,
    of: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[编号|单位|月份]…",
            help="目标、成果的编号或任务序号，单位，如 2025-09 的月份；可以几样一起写",
            autocompletion=complete.items,
            show_default=False,
        ),
    ] = None,
    kinds: Annotated[
        list[EventKind] | None,
        choices.option("--event", words=EventKind, noun="经过", help="只看 {words}；可以重复"),
    ] = None,
    basis: options.Basis,
    output: options.Output,
) -> None:
    """一件事的一生：提出、计划、申请、调整、报送、更正、撤回、问题、督办、公文、疑点、封存；哪一天、谁、写在哪一行、哪次提交。

    写单位，就是它牵头的事项和写到它的记录；什么都不写，就是全部。
    """
    with open_session(basis.data, basis.known_on) as session:
        judged = list(judged_items(session.connection, Filter(), session.on(basis.day)))
        asked = _asked(session, judged, of or (), session.on(basis.day).year)
        rows: list[Row] = []
        for source in session.sources:
            rows += _of_registry(session, source, judged, asked, session.on(basis.day), frozenset(kinds or EventKind))
        rows.sort(key=lambda row: str(row["date"]))
        shown = LOG if len({row["id"] for row in rows}) > 1 else tuple(column for column in LOG if column is not TITLE)
        emit(Table(columns(session, shown), rows), output, "没有这样的记录。")


def _asked(session: Session, judged: list[JudgedItem], words: Sequence[str], year: int) -> Asked:
    """What the words mean: a month, else an item, else a unit. Raises NotFound, which names what is near."""
    months: set[str] = set()
    subjects: set[tuple[str, str]] = set()
    units: set[tuple[str, str]] = set()
    registries = dict(session.connection.execute("SELECT id, registry FROM documents"))
    for word in words:
        try:
            months.add(f"{read_month(word, year):%Y-%m}")
            continue
        except BadValue as error:
            no_month = str(error)
        if typed_id(word)[:1].isdigit() or ":" in word:
            try:
                items = chosen(session.connection, judged, [word])
            except NotFound:
                if _MONTH.fullmatch(word):
                    raise WrongUse(f"{no_month}；也没有这个编号") from None
                raise
            for judged_item in items:
                subjects |= {(judged_item.home.registry, judged_item.item.id)}
                if judged_item.item.what is not What.SHARE:
                    subjects |= {(judged_item.home.registry, str(judged_item.item.task))}
                subjects |= {(judged_item.home.registry, share.item.id) for share in judged_item.shares}
            continue
        meant = {(registries[document], name) for document, name in lookup.units(session.connection, [word])}
        units |= meant
        subjects |= {
            (judged_item.home.registry, judged_item.item.id)
            for whole in judged
            for judged_item in (whole, *whole.shares)
            if any((judged_item.home.registry, unit) in meant for unit in judged_item.lead_units)
        }
    return Asked(frozenset(subjects), frozenset(units), frozenset(months))


def _of_registry(
    session: Session,
    source: Source,
    judged: Sequence[JudgedItem],
    asked: Asked,
    as_of: date,
    kinds: frozenset[EventKind],
) -> Iterator[Row]:
    folder = Path(source.folder)
    reading = read_sealed(folder, source.sealed) if source.sealed else read(folder, shown_folder(folder))
    registry = as_known(reading.registry, source.known_on)[0] if source.known_on else reading.registry
    here = [judged_item for judged_item in judged if judged_item.home.registry == source.registry]
    told = [*events(registry), *_doubted(session, here, as_of)]
    canonical = lookup.canonical(session.connection)
    kept = [
        event
        for event in told
        if event.day <= as_of and event.kind in kinds and asked.takes(event, source.registry, canonical)
    ]
    document = registry.document.number if registry.document else ""
    titles = {one.item.id: one.item.title for judged_item in here for one in (judged_item, *judged_item.shares)}
    titles |= {str(filed.entity.number): filed.entity.title for filed in registry.tasks}
    commits: dict[str, dict[int, str]] = {}
    for event in kept:
        row: Row = {
            **({"document": document} if source.registry else {}),
            "date": event.day.isoformat(),
            "id": qualified(source.registry, event.subject) if event.subject else "",
            "title": titles.get(event.subject.partition("@")[0], ""),
            "event": event.kind.value,
            "sentence": event.sentence,
            "by": event.by,
            "recorded": plain(event.recorded),
            "recorded_by": event.recorded_by,
        }
        yield row | _place(event, reading, folder, commits)


def _place(event: Event, reading: Reading, folder: Path, commits: dict[str, dict[int, str]]) -> dict[str, Any]:
    """Where an event is written: its file and line, and the commit that wrote that line."""
    if event.place is None:
        return {"where": "", "commit": None}
    file = event.place.file
    parsed = reading.parsed[file]
    line = parsed.position(event.place.path).line
    if file not in commits:
        commits[file] = commits_of_lines(folder, reading.where(file), parsed.text)
    return {"where": f"{reading.where(file)}:{line}", "commit": commits[file].get(line)}


def _doubted(session: Session, judged: Sequence[JudgedItem], as_of: date) -> Iterable[Event]:
    for doubt in doubts(judged, journal.papers(session.connection), as_of):
        yield Event(doubt.day, EventKind.DOUBTED, doubt.judged.item.id, f"{doubt.kind.chinese}：{doubt.sentence}")
