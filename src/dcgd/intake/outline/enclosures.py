"""Find the enclosure behind a plan that holds no tasks of its own, so that it does not run into the last task."""

import re

from dcgd.intake.outline.tree import Outline
from dcgd.intake.phrases.statements import find_statements
from dcgd.intake.text.body import Body

_BEGINS = re.compile(r"附(?:件|表|录|图)?\s?[\d一二三四五六七八九十]{0,3}(?:-\d)?\s?[:：]?")
_NAMED = re.compile(r"附(?:件|表|录|图)?\s?[\d一二三四五六七八九十]{0,3}\s?[:：].{2,60}")


def enclosure(body: Body, outline: Outline, tail: int, year: int) -> int | None:
    """Where the enclosure begins, by its offset in the body; None where there is none, or where it holds tasks.

    It begins with a line 附件 behind items that name units. It holds tasks if numbered items or rows of tables are
    behind that line which name units.
    """
    items = [item for top in outline.items for item in top.walk()]
    first = min((item.start for item in items), default=tail)
    at = next(
        (
            index
            for index, line in enumerate(body.lines)
            if first < line.start < tail and not line.cells and _BEGINS.fullmatch(body.text[line.start : line.end])
        ),
        None,
    )
    if at is None:
        return None
    start = body.lines[at].start
    if not any(statement.names_units for statement in find_statements(body, first, start, year)):
        return None
    if any(line.cells for line in body.lines[at:]):
        return None
    behind = [item for item in items if start < item.start < tail]
    if any(
        statement.names_units
        for item in behind
        for statement in find_statements(body, item.begin, min(item.own_end, tail), year)
    ):
        return None
    while at and _NAMED.fullmatch(body.text[body.lines[at - 1].start : body.lines[at - 1].end]):
        at -= 1
    return body.lines[at].start
