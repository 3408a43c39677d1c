"""The result of the appraisal (考核结果): grades and names, in groups that can be compared; scores only when asked."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dcgd.data_words import PaperKind
from dcgd.model.working_days import after
from dcgd.naming import chinese_day
from dcgd.publish.papers import wording
from dcgd.publish.papers.addressees import addressees
from dcgd.publish.papers.office import Imprint, office_facts, rules_of
from dcgd.publish.papers.render import OwnTemplate, house_docx
from dcgd.publish.snapshot import UNGROUPED, Snapshot
from dcgd.publish.table import Row
from dcgd.tracking.score import LineKind, Score

OBJECTION_DAYS = 5
"""Working days in which a unit can object."""
_TASKS = (LineKind.ITEM, LineKind.BONUS, LineKind.EVALUATION, LineKind.LIMIT)
_ORDER = "一二三四五六七八九"


def graded(snapshot: Snapshot, ranking: Sequence[Score]) -> list[tuple[str, list[tuple[Score, int, str]]]]:
    """The units that lead anything by group, best first, each with its rank in the group and its grade.

    A grade has as many places as its share of the group says, rounded half up; who is equal to the last of a grade has
    it as well. Who is in none has an empty one. Groups stand in the order in which units.yaml first names them.
    """
    grades = rules_of(snapshot).appraisal.grades
    of_unit = {unit: group or UNGROUPED for (_document, unit), group in snapshot.groups.items()}
    by_group: dict[str, list[Score]] = {}
    for score in ranking:
        if score.rank is not None:
            by_group.setdefault(of_unit.get(score.name, UNGROUPED), []).append(score)
    order = list(dict.fromkeys(of_unit.get(unit, UNGROUPED) for _document, unit in snapshot.shorts))
    result = []
    for group in sorted(by_group, key=lambda name: order.index(name) if name in order else len(order)):
        members = sorted(by_group[group], key=lambda score: -score.points)
        points = [score.points for score in members]
        result.append(
            (
                group,
                [(score, points.index(score.points) + 1, _grade(points, score.points, grades)) for score in members],
            )
        )
    return result


def _grade(points: Sequence[Decimal], mine: Decimal, grades: Mapping[str, Decimal]) -> str:
    """The grade of so many points among those of a group, which are sorted."""
    before, share = points.index(mine), Decimal(0)
    for name, percent in grades.items():
        share += percent
        if before < (len(points) * share / 100).quantize(Decimal(1), ROUND_HALF_UP):
            return name
    return ""


def appraisal_facts(
    snapshot: Snapshot, ranking: Sequence[Score], imprint: Imprint | None = None, *, with_scores: bool = False
) -> Row:
    """What the paper says. `with_scores`: with the table of points, which is not for everybody."""
    imprint = imprint or Imprint()
    office = office_facts(snapshot, PaperKind.APPRAISAL, imprint)
    document = dict(snapshot.documents[0])
    groups = graded(snapshot, ranking)
    shorts = {unit: short for (_document, unit), short in snapshot.shorts.items()}
    rules = rules_of(snapshot)
    count = sum(len(members) for _group, members in groups)
    place = wording.place_of(document["issuer"])
    start, due = date.fromisoformat(document["start"]), date.fromisoformat(document["due"])
    period = wording.period_words(snapshot.as_of, start, due)
    shares = "、".join(f"{name}占{percent.normalize():f}%" for name, percent in rules.appraisal.grades.items())
    until = wording.month_and_day(
        after(imprint.day(snapshot), OBJECTION_DAYS, rules.calendar), imprint.day(snapshot).year
    )
    to = f"向{office['desk']}" if office["desk"] else ""
    return {"as_of": snapshot.as_of.isoformat(), "day": chinese_day(snapshot.as_of), "document": document} | office | {
        "title_lines": list(wording.title_lines(period, place, "考核结果的通报")),
        "to": "　　　　　　" if with_scores else addressees(snapshot),
        "opening": (
            f"按照《{document['title']}》（{document['number']}）和考核办法，"
            f"对牵头承担任务的{count}个单位{snapshot.until}的工作作了考核，"
            "经　　　　　　　　同意，现将结果通报如下："
        ),
        "method": (
            f"考核按{rules.appraisal.profile.chinese}，计事项完成、报送、督办办理、问题整改的得分；"
            f"同类单位一起排序，{shares}，得分相同的等次相同。"
        ),
        "grades": [*_grades(groups, list(rules.appraisal.grades), shorts)],
        "hopes": (
            "希望受到通报的单位再接再厉，其他单位查找差距、加快推进。"
            f"对结果有异议的，于{until}前{to}书面提出。"
        ),
        "score_groups": [*_tables(groups, shorts)] if with_scores else [],
    }  # fmt: skip


Graded = Sequence[tuple[str, Sequence[tuple[Score, int, str]]]]


def _grades(groups: Graded, names: Sequence[str], shorts: dict[str, str]) -> list[Row]:
    """Each grade that somebody has, with its units by group, in the order of their ranks."""
    told: list[Row] = []
    for grade in names:
        lines = []
        for group, members in groups:
            units = [shorts.get(score.name, score.name) for score, _rank, own in members if own == grade]
            if units:
                lines.append((group, units))
        count = sum(len(units) for _group, units in lines)
        if count:
            heading = f"{_ORDER[min(len(told), len(_ORDER) - 1)]}、{grade}（{count}个）"
            several = len(groups) > 1
            said = [f"{f'{group}{len(units)}个：' if several else ''}{'、'.join(units)}。" for group, units in lines]
            told.append({"heading": heading, "paragraphs": said})
    return told


def _tables(groups: Graded, shorts: dict[str, str]) -> list[Row]:
    tables = []
    for group, members in groups:
        rows = [
            {
                "rank": rank,
                "unit": shorts.get(score.name, score.name),
                "points": _points(score.points),
                "tasks": _points(sum((score.of(kind) for kind in _TASKS), Decimal(0))),
                "reports": _points(score.of(LineKind.REPORT)),
                "notices": _points(score.of(LineKind.NOTICE)),
                "problems": _points(score.of(LineKind.PROBLEM)),
                "grade": grade,
            }
            for score, rank, grade in members
        ]
        tables.append({"title": f"{group}（{len(rows)}个）", "rows": rows})
    return tables


def _points(number: Decimal) -> str:
    """Points with two decimals; nothing taken and nothing given is 0."""
    return "0" if number == 0 else f"{number:.2f}"


def appraisal(told: Row, own: OwnTemplate | None = None) -> bytes:
    """The paper as a Word file, of facts as `appraisal_facts` gives them; `own`: a user's template."""
    if own is not None:
        return own.docx(told)
    return house_docx("appraisal", told, author=told["signed"], day=date.fromisoformat(told["as_of"]))
