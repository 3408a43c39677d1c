"""`dcgd scorecard`: the units ranked, each point with its record."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from dcgd.cli import choices, complete, holders, options
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.filters import units_of
from dcgd.cli.item_listing import columns
from dcgd.cli.output import emit
from dcgd.cli.session import Session, open_session
from dcgd.errors import WrongUse
from dcgd.index import journal, lookup
from dcgd.index.lookup import Filter
from dcgd.index.people import groups_of_units
from dcgd.model import Appraisal, Grouping, Profile, Rules
from dcgd.publish.snapshot import UNGROUPED
from dcgd.publish.table import Column, Table
from dcgd.tracking.judged_items import judged_items
from dcgd.tracking.ranking import ranked_by_group
from dcgd.tracking.score import Journal, LineKind, Score, scores
from dcgd.words import listed

app = typer.Typer(add_completion=False)

Change = Callable[[Rules], Rules]
_BY = (Grouping.UNIT, Grouping.GROUP, Grouping.SECTION)
_GROUP = Column("group", "类别")
_SCORES = (
    Column("rank", "名次", number=True, narrow=True),
    Column("name", "单位"),
    Column("points", "得分", number=True, narrow=True),
    Column("leads", "牵头", number=True, narrow=True),
    Column("participates", "参与", number=True, narrow=True),
    *(Column(kind, kind.chinese, number=True, narrow=True) for kind in LineKind),
)
_NO_RANK = "不牵头，不排名"
_LINES = (
    Column("name", "单位"),
    Column("points", "分", number=True, narrow=True),
    Column("kind", "类别", LineKind.glossary() | {"total": "得分"}, narrow=True),
    Column("record", "记录", narrow=True),
    Column("date", "日期", narrow=True),
    Column("why", "缘由"),
)
_CHANGES = (
    Column("name", "单位"),
    Column("points", "现得分", number=True, narrow=True),
    Column("other_points", "改后得分", number=True, narrow=True),
    Column("change", "增减", number=True, narrow=True),
    Column("rank", "现名次", number=True, narrow=True),
    Column("other_rank", "改后名次", number=True, narrow=True),
)


@command(app, "scorecard")
def scorecard(
    *,
    by: Annotated[
        Grouping,
        choices.option("--by", words=_BY, noun="分类", help="{words}", show_default=True),
    ] = Grouping.UNIT,
    explain: Annotated[
        list[str] | None,
        typer.Option(
            "--explain",
            metavar="单位",
            help="逐条列出这个单位（按章节时是章节）的每一分；可以重复",
            autocompletion=complete.units,
            show_default=False,
        ),
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            "--compare",
            metavar="规则",
            help="换一套规则会怎样：另一份 rules.yaml，或 deduct、earn、liability",
            show_default=False,
        ),
    ] = None,
    shares: Annotated[bool, typer.Option("--shares", help="按承担的分解在同类单位里排名，一个指标一列")] = False,
    selection: Annotated[options.Selection, options.offering("group")],
    basis: options.Basis,
    output: options.Output,
) -> None:
    """考核：按 rules.yaml 的办法给各单位打分、排名；每一分都指得出记录，办法见 docs/appraisal.md。

    同分同名次；不牵头任何事项的单位列在最后，不排名。

    --by group 在各类单位里分别排名；--group 镇街 只看这一类，在其中排名。--shares 不打分，按分解的平均完成率排名。
    """
    if shares and (explain or compare or by is not Grouping.UNIT):
        raise WrongUse("--shares 不与 --by、--explain、--compare 同用：它总是在同类单位里排名")
    if explain and compare:
        raise WrongUse("--explain 和 --compare 只能用一个")
    if by is Grouping.SECTION and selection.group:
        raise WrongUse("章节不分单位类别；--group 要与 --by unit 或 --by group 同用")
    with open_session(basis.data, basis.known_on) as session:
        end = session.on(basis.day)
        if shares:
            holders.show(session, end, selection, output)
            return
        grouped = _grouped(session, scores_of(session, end, by), by, selection)
        ranked = [score for _group, score in grouped]
        if explain:
            wanted = _wanted(session, explain, by)
            places = _places(session, grouped, by, selection)
            rows = [
                row
                for score in ranked
                if (score.registry, score.name) in wanted
                for row in _lines(score, places[score.registry, score.name])
            ]
            table = Table(columns(session, _headed(_LINES, by) if len(explain) > 1 else _LINES[1:]), rows)
            emit(table, output, "没有任务，不计分。")
            return
        if compare:
            other = _grouped(session, scores_of(session, end, by, _change(compare)), by, selection)
            rows = _changes(ranked, [score for _group, score in other])
            emit(Table(columns(session, _headed(_CHANGES, by)), rows), output, "没有变化。")
            if rows:
                say(f"{len(rows)} 个有变化，其余 {len(ranked) - len(rows)} 个不变。")
            return
        idle = {
            kind
            for kind in LineKind
            if kind not in (LineKind.BASE, LineKind.ITEM) and not any(score.of(kind) for score in ranked)
        }
        shown = [column for column in _headed(_SCORES, by) if column.key not in idle]
        rows = [_row(score) | ({"group": group} if by is Grouping.GROUP else {}) for group, score in grouped]
        shown = [_GROUP, *shown] if by is Grouping.GROUP else shown
        emit(Table(columns(session, shown), rows), output, "没有责任单位。")


def _headed(columns: Sequence[Column], by: Grouping) -> list[Column]:
    """The columns, that of the names headed by what is ranked."""
    what = Grouping.UNIT if by is Grouping.GROUP else by
    return [column._replace(title=what.chinese) if column.key == "name" else column for column in columns]


def scores_of(session: Session, day: date, by: Grouping, other: Change | None = None) -> list[Score]:
    """The scores of all units (or sections) as of a day, by the registries' rules or by `other` ones."""
    connection = session.connection
    canonical = lookup.canonical(connection)
    problems, notices = journal.problems(connection), journal.notices(connection)
    journals = {
        registry: Journal(problems.get(registry, ()), notices.get(registry, ()), partial(canonical, registry))
        for (registry,) in connection.execute("SELECT registry FROM documents").fetchall()
    }
    ranking = Grouping.UNIT if by is Grouping.GROUP else by
    return scores(judged_items(connection, Filter(), day, other_rules=other), journals, day, ranking)


def _grouped(
    session: Session, several: list[Score], by: Grouping, selection: options.Selection
) -> list[tuple[str, Score]]:
    """The scores that are asked for with the groups of their units, ranked anew where the groups matter."""
    connection = session.connection
    registries = dict(connection.execute("SELECT id, registry FROM documents"))
    wanted = units_of(connection, selection)
    if wanted is not None:
        names = {(registries[document], unit) for document, unit in wanted}
        several = [score for score in several if (score.registry, score.name) in names]
    if by is Grouping.GROUP:
        known = groups_of_units(connection).items()
        groups = {(registries[document], unit): group for (document, unit), group in known if group}
        return ranked_by_group(several, groups, UNGROUPED)
    if wanted is not None:
        return ranked_by_group(several, {}, UNGROUPED)
    return [("", score) for score in several]


def _row(score: Score) -> dict[str, Any]:
    row: dict[str, Any] = {"document": score.official, "rank": score.rank, "name": score.name}
    row |= {"points": float(score.points), "leads": score.leads, "participates": score.participates}
    return row | {kind: float(score.of(kind)) for kind in LineKind}


def _places(
    session: Session, grouped: Sequence[tuple[str, Score]], by: Grouping, selection: options.Selection
) -> dict[tuple[str, str], str]:
    """The rank of each in words, and among how many: of all that are asked for, and of those of its own group."""
    what = "个章节" if by is Grouping.SECTION else "个单位"
    places = _ranks(grouped, what)
    if by is Grouping.UNIT and not selection.group:
        of_groups = _grouped(session, [score for _group, score in grouped], Grouping.GROUP, selection)
        of_group = _ranks([pair for pair in of_groups if pair[0] != UNGROUPED], "个")
        places |= {key: f"{places[key]}，{words}" for key, words in of_group.items()}
    return places | {(score.registry, score.name): _NO_RANK for _group, score in grouped if not score.rank}


def _ranks(grouped: Sequence[tuple[str, Score]], what: str) -> dict[tuple[str, str], str]:
    """The rank of each that has one, with its group: `12 个单位里第 11 名`, `镇街 3 个里第 1 名`."""
    ranked = [(group, score) for group, score in grouped if score.rank]
    counts = Counter((score.registry, group) for group, score in ranked)
    return {
        (score.registry, score.name): (
            f"{f'{group} ' if group not in ('', UNGROUPED) else ''}"
            f"{counts[score.registry, group]} {what}里第 {score.rank} 名"
        )
        for group, score in ranked
    }


def _lines(score: Score, place: str) -> list[dict[str, Any]]:
    head: dict[str, Any] = {"document": score.official, "name": score.name}
    rows = [
        head
        | {
            "points": float(line.points),
            "kind": line.kind,
            "record": line.record,
            "date": line.date.isoformat() if line.date else None,
            "why": line.why,
        }
        for line in score.lines
    ]
    total = {
        "points": float(score.points),
        "kind": "total",
        "record": "",
        "date": None,
        "why": place,
    }
    return [*rows, head | total]


def _wanted(session: Session, names: list[str], by: Grouping) -> set[tuple[str, str]]:
    """The (registry, name) of the scores that are to be explained; raises NotFound."""
    connection = session.connection
    registries = dict(connection.execute("SELECT id, registry FROM documents"))
    if by is not Grouping.SECTION:
        return {(registries[document], unit) for document, unit in lookup.units(connection, names)}
    numbers = {
        (document, position): number
        for document, position, number in connection.execute("SELECT document, position, number FROM sections")
    }
    return {(registries[pair[0]], numbers[pair]) for pair in lookup.sections(connection, names)}


def _changes(now: list[Score], other: list[Score]) -> list[dict[str, Any]]:
    """What differs between two sets of scores, the largest change first."""
    there = {(score.registry, score.name): score for score in other}
    rows = []
    for score in now:
        new = there[score.registry, score.name]
        if (new.points, new.rank) != (score.points, score.rank):
            rows.append(
                {
                    "document": score.official,
                    "name": score.name,
                    "points": float(score.points),
                    "other_points": float(new.points),
                    "change": float(new.points - score.points),
                    "rank": score.rank,
                    "other_rank": new.rank,
                }
            )
    return sorted(rows, key=lambda row: -abs(row["change"]))


def _change(name: str) -> Change:
    """Other rules: a profile by its name, or those of a file; evaluations stay unless the file has its own."""
    profile = next((known for known in Profile if name in (known, known.chinese)), None)
    if profile is not None:
        return lambda rules: replace(
            rules, appraisal=Appraisal(profile=profile, evaluations=rules.appraisal.evaluations)
        )
    loaded = _load(Path(name))
    own = loaded.appraisal.evaluations
    return lambda rules: replace(
        loaded, appraisal=replace(loaded.appraisal, evaluations=own or rules.appraisal.evaluations)
    )


def _load(path: Path) -> Rules:
    """The rules of a file; raises WrongUse for what is none."""
    from dcgd.diagnostics import Place
    from dcgd.registry.validation import validated
    from dcgd.source.parsed import parse

    if not path.is_file():
        raise WrongUse(f"--compare {path}：没有这个文件；也可以是：{listed(Profile)}")
    parsed = parse(path.read_bytes(), str(path))
    rules, findings = validated(Rules, parsed.data, Place(path.name, ())) if parsed.data is not None else (None, [])
    if rules is not None:
        return rules
    said = [(finding.line, finding.message) for finding in parsed.diagnostics]
    said += [(parsed.position(finding.place.path, of_key=finding.of_key).line, finding.message) for finding in findings]
    raise WrongUse("；".join(f"{path} 第 {line} 行：{message}" for line, message in said))
