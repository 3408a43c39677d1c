"""Numbers outside all tasks: each is told, so that every number of a document is a target or has a reason."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from dcgd.intake.draft.result import Part, Span
from dcgd.intake.phrases.numbers import NO_MEASURE, Amount, find_amounts
from dcgd.intake.text.body import Body
from dcgd.intake.text.contacts import has_contacts

_WHERE = {Part.PREAMBLE: "在前言和结尾里，不属于哪一项任务", Part.HEADING: "在标题里，没有单列为任务"}
_AROUND = 8


def loose_numbers(body: Body, spans: Iterable[Span]) -> Iterator[tuple[int, str, str]]:
    """(place in the body, the words around it, why it is none) of each number that is in no task.

    Those in names, and numbers to ring, are none.

    Those of an enclosure that was left out are counted with it, and those of units and notes stand in the registry.
    """
    for part, start, end in _lines(body, spans):
        text = body.text[start:end]
        for amount in find_amounts(text):
            if isinstance(amount, Amount):
                around = text[max(0, amount.start - _AROUND) : amount.end + _AROUND]
                yield start + amount.start, around, _WHERE[part]
            elif amount.why == NO_MEASURE and not has_contacts(text):
                yield start + amount.place, amount.around, f"{NO_MEASURE}，{_WHERE[part]}"


def _lines(body: Body, spans: Iterable[Span]) -> Iterator[tuple[Part, int, int]]:
    """The stretches of the body that are no task, line by line; what only noise divides is one."""
    starts = {line.start for line in body.lines}
    last: tuple[Part, int, int] | None = None
    for span in spans:
        if span.part not in _WHERE:
            continue
        start, end = (bisect_left(body.origin, place) for place in (span.start, span.end))
        if start < end and body.lines[body.line_at(start)].cells:  # the number of a row, before its group
            continue
        if last and last[0] is span.part and last[2] == start and start not in starts:
            last = span.part, last[1], end
            continue
        if last and last[2] > last[1]:
            yield last
        last = span.part, start, end
    if last and last[2] > last[1]:
        yield last
