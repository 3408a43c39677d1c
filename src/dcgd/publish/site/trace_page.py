"""The matrix of promises as one page without scripts, everything in the file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from dcgd.model import Light
from dcgd.naming import chinese_day
from dcgd.publish.site.page import policy, rendered, style
from dcgd.publish.table import Column, Row, cell
from dcgd.publish.trace import COUNTED, GAPS, columns, row_of, summary
from dcgd.tracking.tracing.compare import SOFTENED, State
from dcgd.tracking.tracing.matrix import Line

LIGHTS: Mapping[State, Light] = {
    State.UNCOVERED: Light.RED,
    **dict.fromkeys(SOFTENED, Light.YELLOW),
    State.SHARED: Light.GREEN,
    State.RIGHT: Light.GREEN,
    State.NO_ORIGIN: Light.GREY,
    State.ASTRAY: Light.RED,
    State.CIRCLE: Light.RED,
    State.ELSEWHERE: Light.GREY,
}
"""In which colour a state is shown."""


def trace_page(lines: Sequence[Line], day: date) -> bytes:
    """The page of some lines: the promises in a table, what has no origin below it. Needs jinja2."""
    counted = Counter(line.state for line in lines)
    promises = [line for line in lines if line.state in COUNTED]
    rest = [line for line in lines if line.state not in COUNTED]
    between = [column for column in columns(promises) if column.key.startswith("in:")]
    context: Row = {
        "day": chinese_day(day),
        "policy": policy((), single=True, live=False),
        "style": style(),
        "summary": summary(lines) if lines else "没有符合条件的。",
        "total": len(promises),
        "uncovered": counted[State.UNCOVERED],
        "softened": sum(counted[state] for state in SOFTENED),
        "below": [column.title for column in between],
        "promises": [_promise(line, day, between) for line in promises],
        "astray": any(line.astray for line in rest),
        "rest": [_promise(line, day, ()) for line in rest],
    }
    return rendered("trace.html.j2", context).encode("utf-8", "replace")


def _promise(line: Line, day: date, between: Sequence[Column]) -> Row:
    row = row_of(line, day)
    texts = {key: cell(row[key]) for key in ("id", "title", "goal", "due", "label")}
    cells = [(cell(column.title), column.text(row)) for column in between]
    return {**texts, "light": LIGHTS[line.state], "cells": cells, "gaps": GAPS.text(row)}
