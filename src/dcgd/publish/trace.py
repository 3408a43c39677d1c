"""The matrix of promises as rows: for screens, workbooks and the page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dcgd.index.items import Home
from dcgd.model import Role
from dcgd.model.items import firmness_mark
from dcgd.naming import qualified
from dcgd.publish.table import Column, Row
from dcgd.tracking.judging.goals import goal_on
from dcgd.tracking.judging.wording import wanted
from dcgd.tracking.tracing.compare import State
from dcgd.tracking.tracing.matrix import Line, Member, Part
from dcgd.words import Word

COUNTED = (State.UNCOVERED, State.LOWER, State.SOFTER, State.LATER, State.SHARED, State.RIGHT)
"""What a promise may be."""
HEAD = (
    Column("id", "编号", narrow=True),
    Column("title", "承诺"),
    Column("goal", "目标", narrow=True),
    Column("due", "时限", narrow=True),
    Column("label", "承接", narrow=True),
)
GAPS = Column("gaps", "差在哪里", join="；", beneath=True)


def columns(lines: Sequence[Line]) -> tuple[Column, ...]:
    """The columns of the matrix: one for each registry below, headed by its place."""
    below: dict[str, str] = {}
    for line in lines:
        below |= _called(line)
    return (*HEAD, *(Column(f"in:{registry}", name) for registry, name in below.items()), GAPS)


def _called(line: Line) -> dict[str, str]:
    """What the registries below a promise are called, by their names: by their place, if each has one of its own."""
    places = {part.below.registry: part.below.chain[-1] if part.below.chain else "" for part in line.parts}
    often = Counter(places.values())
    return {registry: place if place and often[place] == 1 else registry for registry, place in places.items()}


def row_of(line: Line, day: date) -> Row:
    """A line as a row: the promise, how it stands, one cell for each registry below, the gaps in sentences."""
    member, names, several = line.member, _called(line), len(line.parts) > 1
    gaps = [
        f"{names[part.below.registry]}：{sentence}" if several else sentence
        for part in line.parts
        for sentence in part.comparison.sentences
    ]
    if line.summed:
        gaps = [*(gap.words for gap in line.comparison.gaps if gap.state is State.LOWER), *gaps]
    return {
        **_item(member, day),
        "section": member.home.section,
        "leads": member.home.leads,
        "state": line.state.value,
        "label": line.state.chinese,
        **{f"in:{part.below.registry}": cell_of(part, day) for part in line.parts},
        "taken": [
            {
                "document": part.below.document,
                "registry": part.below.registry,
                "state": part.comparison.state.value,
                "label": part.comparison.state.chinese,
                "items": [_item(own, day) for own in part.members],
                "gaps": part.comparison.sentences,
            }
            for part in line.parts
        ],
        "gaps": [*gaps, *line.astray],
    }


def _item(member: Member, day: date) -> Row:
    home, item = member.home, member.item
    goal = goal_on(item, day, home.rules.thresholds.tolerance)
    return {
        "document": home.document,
        "id": qualified(home.registry, item.id),
        "title": item.title,
        "goal": wanted(goal, item) + firmness_mark(item.firmness, item.title),
        "due": goal.due.isoformat(),
    }


def cell_of(part: Part, day: date) -> str:
    """What one registry made of a promise, in a few words: `足额 1-1：15 家以上`; `—` where it did not take it up."""
    if not part.members:
        return "—"
    word = part.comparison.state.chinese.removeprefix("承接").removesuffix("承接")
    items = "、".join(f"{own.item.id}：{_item(own, day)['goal']}" for own in part.members)
    return f"{word} {items}"


class By(Word):
    """By what lines are counted."""

    SECTION = "section", "章节"
    UNIT = "unit", "单位"
    REGISTRY = "registry", "登记册"


def totals(lines: Iterable[Line], by: By, titles: Mapping[tuple[str, str], str]) -> Iterator[Row]:
    """How many lines there are of each state, by name; `titles` are those of sections by registry and number.

    A promise is counted under its own section; under the units that lead what took it up, else under its own; and under
    each registry below as that one stands.
    """
    counts: dict[str, Counter[State]] = {}
    for line in lines:
        for name, state in dict(_counted_under(line, by, titles)).items():
            counts.setdefault(name, Counter())[state] += 1
    for name, counted in counts.items():
        total = sum(counted[state] for state in COUNTED)
        yield {"name": name, "total": total, **{state.value: counted[state] for state in State}}


def _counted_under(line: Line, by: By, titles: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, State]]:
    home = line.member.home
    if by is By.SECTION:
        title = titles.get((home.registry, home.section), "")
        yield qualified(home.registry, f"{home.section}、{title}" if title else home.section), line.state
    elif by is By.REGISTRY:
        yield from ((part.below.registry, part.comparison.state) for part in line.parts)
        if not line.parts:
            yield home.registry, line.state
    elif line.members:
        for part in line.parts:
            yield from ((unit, part.comparison.state) for member in part.members for unit in _leads(member.home))
    else:
        yield from ((unit, line.state) for unit in _leads(home))


def _leads(home: Home) -> list[str]:
    units = [qualified(home.registry, unit) for unit, role in home.units if role is Role.LEAD]
    return units or [qualified(home.registry, "（没有写单位）")]


def total_columns(rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of the counts; of what is odd about links only those that count any."""
    odd = (State.ASTRAY, State.CIRCLE, State.ELSEWHERE)
    shown = [state for state in State if state not in odd or any(row[state.value] for row in rows)]
    return *_TOTALS, *(Column(state.value, state.chinese, number=True, narrow=True) for state in shown)


_TOTALS = (
    Column("name", "名称"),
    Column("total", "承诺", number=True, narrow=True),
)


def summary(lines: Sequence[Line]) -> str:
    """All lines in a sentence: `上级 12 条：足额承接 5，…；下级 3 条没有来源。`"""
    counted = Counter(line.state for line in lines)
    promises = [f"{state.chinese} {counted[state]}" for state in reversed(COUNTED) if counted[state]]
    parts = [f"上级 {sum(counted[state] for state in COUNTED)} 条：{'，'.join(promises)}"] if promises else []
    parts += [f"下级 {counted[state]} 条{state.chinese}" for state in State if state not in COUNTED and counted[state]]
    return "；".join(parts) + "。"
