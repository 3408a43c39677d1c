"""Find where a text states who is responsible: in brackets of any kind, or behind a label on a line of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dcgd.intake.phrases.names import is_collective, is_name
from dcgd.intake.phrases.responsibility import KEY, Said, parse
from dcgd.intake.text.body import Body

_OPEN, _SHUT = "（(〔[【〖", "）)〕]】〗"
_LONGEST = 2000
_HINT = re.compile("负责|牵头|配合|参与|落实|实施|承担|协助|完成|[底月]前|时限|责任|单位[:：]")
_ORGAN = re.compile("(?:局|委|部|厅|办|府|会|署|院|办公室|中心|公司)(?:[、，,；;。]|$)")
_DEADLINE = re.compile("完成|底前|月前|日前|时限|长期|持续|办结|到位")
_CONTACT = re.compile("联系|电话|手机|邮箱")
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,6}\s?[:：]")
"""How a line begins that is no rest of a list: 工作职责：."""
_AFTER_STOP = "。；;！!”）)〕】"


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of the body that states responsibility, with brackets and closing stop, and what it says."""

    start: int
    end: int
    said: Said

    @property
    def names_units(self) -> bool:
        """Whether it names any unit, and not only a day or a person."""
        return bool(self.said.leads or self.said.participants)


def _groups(text: str, begin: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The outermost brackets of a stretch: (begin, end exclusive, whether it is closed).

    Any bracket closes any other: documents mix （ with ). One that is never closed reaches to the last closing bracket
    after it, or to the end of the stretch.
    """
    depth, first, last_shut = 0, begin, -1
    for at in range(begin, end):
        char = text[at]
        if char in _OPEN:
            if depth == 0:
                first, last_shut = at, -1
            depth += 1
        elif char in _SHUT and depth:
            depth -= 1
            last_shut = at
            if depth == 0:
                yield first, at + 1, True
    if depth:
        yield first, last_shut + 1 if last_shut >= 0 else end, False


def _in_brackets(body: Body, start: int, end: int, closed: bool, begin: int, year: int) -> Said | None:
    """What a bracket says about responsibility; None if it is about something else. `begin` is that of its stretch."""
    text = body.text
    inner = text[start + 1 : end - 1] if text[end - 1] in _SHUT and closed else text[start + 1 : end]
    hinted = _HINT.search(inner) or _ORGAN.search(inner) or KEY.search(inner) or is_collective(inner)
    if not 2 <= len(inner) <= _LONGEST or not hinted:
        return None
    said = parse(inner, year, body.gaps_in(start + 1, end))
    names = [*said.leads, *said.participants]
    if KEY.search(inner):
        return None if said.is_empty() else said
    if not closed:
        return None
    if names and said.spoken:
        real = sum(map(is_name, names))
        return said if real * 2 >= len(names) + len(said.rest) and len(said.rest) <= real else None
    if said.rest:
        return None
    if not names:
        return said if said.due and _DEADLINE.search(inner) else None
    at_stop = text[start - 1] in _AFTER_STOP if start > begin else True
    at_end = not text[end : end + 1].strip("。") or body.lines[body.line_at(start)].end == end
    if not all(map(is_name, names)) or not (at_stop or at_end):
        return None
    return said if at_stop or all(_ORGAN.search(name) for name in names) else None


def find_statements(body: Body, begin: int, end: int, year: int) -> list[Statement]:
    """The statements in a stretch of the body without item numbers, in order. `year` completes dates."""
    statements: list[Statement] = []
    for start, stop, closed in _groups(body.text, begin, end):
        said = _in_brackets(body, start, stop, closed, begin, year)
        if said is not None:
            statements.append(Statement(start, _with_stop(body, start, stop, end), said))
    return sorted([*statements, *_labelled(body, begin, end, year, statements)], key=lambda statement: statement.start)


def _with_stop(body: Body, start: int, stop: int, end: int) -> int:
    """Where a statement ends: behind the full stop after it, if the sentence before it has one already."""
    text = body.text
    has_stop = start > 0 and text[start - 1] in "。！；;"
    return stop + 1 if has_stop and stop < end and text[stop] in "。；;" else stop


def _labelled(body: Body, begin: int, end: int, year: int, taken: list[Statement]) -> Iterator[Statement]:
    """Statements behind labels (牵头单位：区发改局) at line starts or after full stops, up to the end of their list."""
    text = body.text
    starts = {line.start for line in body.lines[body.line_at(begin) : body.line_at(end) + 1]}
    at = begin
    for m in KEY.finditer(text, begin, end):
        if m.start() < at or any(statement.start <= m.start() < statement.end for statement in taken):
            continue
        in_list = text[m.start() - 1] in "，," and m["key"].endswith("单位")  # 新增床位200张，牵头单位：区卫健局
        if (
            m.start() > begin
            and m.start() not in starts
            and text[m.start() - 1] not in "。；;！）)】〕 "
            and not in_list
        ):
            continue
        if _CONTACT.search(m["key"]) and m.start() not in starts:
            continue  # in the midst of a paragraph the wording goes on behind it
        at = _list_end(body, m.start(), min(end, m.start() + _LONGEST))
        said = parse(text[m.start() : at], year, body.gaps_in(m.start(), at))
        if not said.is_empty():
            yield Statement(m.start() - (in_list and m.start() > begin), at, said)


def _list_end(body: Body, start: int, end: int) -> int:
    """Where a labelled list ends: at a line end or full stop, unless another label or the rest of the list follows."""
    text, at = body.text, start
    while at < end:
        line = body.lines[body.line_at(at)]
        limit = min(line.end, end)
        stop = text.find("。", at, limit)
        place = stop + 1 if stop >= 0 else limit
        if place >= end or KEY.match(text, place):
            at = place
            continue
        open_list = text[place - 1] in "、，,：:；;" or text.count("（", start, place) > text.count("）", start, place)
        wrapped = (
            stop < 0 and not body.is_short(line) and body.width_at(line.start) < 60 and text[place - 1] not in "。）)"
        )
        if not (open_list or wrapped) or place == at or (stop < 0 and _LABELLED.match(text, place)):
            return place
        at = place
    return min(at, end)
