"""A registry against its official text: every task's text, units and numbers, to the character.

The official text is read as one run (`official.run_of`). In it the texts of the tasks stand one after another, word for
word. What lies between two of them (`gaps`) may only be the responsible units of the first, headings of sections, and
the number of the second, and agrees with the registry.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dcgd.diagnostics import Code, Diagnostic, Place, Severity, in_order
from dcgd.naming import chinese_day
from dcgd.registry import gaps
from dcgd.registry.checks import run, wording
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.files import TASKS
from dcgd.registry.gaps import squeezed
from dcgd.registry.load import Reading
from dcgd.registry.official import Run, run_of
from dcgd.registry.words import in_context, pieces
from dcgd.source.decoding import position

OFFICIAL_TEXT = Code(
    "official-text",
    Severity.ERROR,
    "与官方文本不符",
    "dcgd verify 的结果：原文、责任单位、序号、章节标题、文号、标题或成文日期与 source/ 里的官方文本不一致。"
    "[-…-] 是官方文本有而登记册没有的字，{+…+} 是登记册多出的字。",
    "text: … 新增高新技术企业 12 家以上 …（官方文本是 15）",
    "text: … 新增高新技术企业 15 家以上 …",
    "照官方文本改登记册。官方文本本身录错了的，对照印发件改 source/ 里的文件。",
)
CODES = (OFFICIAL_TEXT,)


class Difference(NamedTuple):
    """Where the two do not agree: the value in the registry and the character in it, a sentence, the official place."""

    place: Place
    offset: int
    message: str
    source: tuple[str, int, int]


def verify(reading: Reading, texts: Mapping[str, str]) -> list[Diagnostic]:
    """Every difference as a diagnostic; `texts` are the official texts by file name (`official.official_texts`)."""
    return shown(reading, differences(reading.registry, texts))


def shown(reading: Reading, differences: Iterable[Difference]) -> list[Diagnostic]:
    """Differences as errors at their places in the registry; the message names the place in the official text."""
    diagnostics = []
    starts: dict[str, list[int]] = {}
    for difference in differences:
        parsed = reading.parsed[difference.place.file]
        if difference.place.file not in starts:
            starts[difference.place.file] = [0, *(end.end() for end in re.finditer("\n", parsed.text))]
        lines = starts[difference.place.file]
        at = parsed.position(difference.place.path)
        value = _value(parsed.data, difference.place)
        start = lines[at.line - 1] + at.column - 1
        if parsed.text.startswith(value, start):  # a plain text on one line: its characters can be pointed at
            at_line, at_column = position(parsed.text, start + min(difference.offset, max(len(value) - 1, 0)))
        else:
            at_line, at_column = at
        file, line, column = difference.source
        hint = f"见 {Path(parsed.name).parent / file}:{line}:{column}" if file else ""
        diagnostics.append(
            Diagnostic(
                parsed.name, at_line, at_column, OFFICIAL_TEXT.severity, OFFICIAL_TEXT.slug, difference.message, hint
            )
        )
    return in_order(diagnostics)


def _value(data: object, place: Place) -> str:
    for step in place.path:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return ""
    return data if isinstance(data, str) else ""


def differences(registry: Registry, texts: Mapping[str, str]) -> list[Difference]:
    """Every difference between a registry and its official texts, in the order of the document."""
    official = run_of(texts)
    return [*_document(registry, official), *_tasks(registry, official)]


def _document(registry: Registry, official: Run) -> Iterator[Difference]:
    """Number, title and date stand somewhere in the text; blanks do not count, for headings are broken over lines."""
    document, text_of_all = registry.document, squeezed(official.text)
    if document is None:
        return
    wanted = (
        ("number", "文号", document.number),
        ("title", "标题", document.title),
        ("issued", "成文日期", chinese_day(document.issued)),
    )
    for key, words, text in wanted:
        if squeezed(text) not in text_of_all:
            yield Difference(Place(TASKS, ("document", key)), 0, f"{words}“{text}”不在官方文本里", official.place(0))


class _Span(NamedTuple):
    """A task, and from where to where its text stands in the run."""

    filed: FiledTask
    start: int
    end: int


def _tasks(registry: Registry, official: Run) -> Iterator[Difference]:
    spans = []
    for filed, span in _located(registry, official.text):
        if span is None:
            message = f"官方文本里找不到任务 {filed.entity.number}（{filed.entity.title}）的原文"
            yield Difference(filed.place.at("text"), 0, message, official.place(0))
        else:
            spans.append(span)
            yield from _text(span, official)
    yield from _between(registry, spans, official)
    at = {span.filed.place: span.start for span in spans}
    for finding in run(registry, (wording.quotes, wording.numbers)):
        task = next(filed for filed, _item, place in registry.items if place.path == finding.place.path[:-1])
        where = official.place(at.get(task.place, 0))
        yield Difference(finding.place, 0, finding.message, where)


def _located(registry: Registry, text: str) -> Iterator[tuple[FiledTask, _Span | None]]:
    """Each task with its span: where its text stands, else from its first sentence to what ends a task."""
    exact: list[int] = []
    at = 0
    for filed in registry.tasks:
        start = text.find(filed.entity.text, at)
        exact.append(start)
        at = start + len(filed.entity.text) if start >= 0 else at
    at = 0
    for index, filed in enumerate(registry.tasks):
        if exact[index] >= 0:
            at = exact[index] + len(filed.entity.text)
            yield filed, _Span(filed, exact[index], at)
            continue
        limit = next((start for start in exact[index + 1 :] if start >= 0), len(text))
        start = _beginning(filed, text, at, limit)
        if start < 0:
            yield filed, None
            continue
        at = _ending(registry, index, text, start, limit)
        yield filed, _Span(filed, start, at)


def _beginning(filed: FiledTask, text: str, at: int, limit: int) -> int:
    """The index at which a differing text begins: at the task's title, else behind its number; else -1."""
    title = text.find(filed.entity.title, at, limit)
    if title >= 0:
        return title
    number = re.compile(rf"(?<!\d){filed.entity.number}[.．、] *").search(text, at, limit)
    return number.end() if number else -1


def _ending(registry: Registry, index: int, text: str, start: int, limit: int) -> int:
    """The index at which a differing text ends: before the responsible units, the next heading, or the next number."""
    marks = [limit]
    units = gaps.UNITS.search(text, start, limit)
    if units:
        marks.append(units.start())
    following = registry.tasks[index + 1 : index + 2]
    for filed in following:
        number = re.compile(rf"(?<![\d.]){filed.entity.number}[.．、](?!\d)").search(text, start, limit)
        if number:
            marks.append(number.start())
        for heading in registry.sections:
            if heading.entity.number == filed.section:
                at = text.find(heading.entity.title, start, limit)
                marks.append(at - len(filed.section) - 1 if at >= 0 else limit)
    return max(min(marks), start)


def _text(span: _Span, official: Run) -> Iterator[Difference]:
    ours, theirs = span.filed.entity.text, official.text[span.start : span.end]
    for piece in pieces(theirs, ours):
        message = f"任务 {span.filed.entity.number} 的原文与官方文本不符：{in_context(ours, piece)}"
        yield Difference(span.filed.place.at("text"), piece.after, message, official.place(span.start + piece.before))


def _between(registry: Registry, spans: list[_Span], official: Run) -> Iterator[Difference]:
    """The gaps before, between and behind the spans."""
    before: _Span | None = None
    for after in (*spans, None):
        start = before.end if before else 0
        end = after.start if after else len(official.text)
        flaws = gaps.flaws(
            official.text[start:end], before.filed if before else None, after.filed if after else None, registry
        )
        for flaw in flaws:
            yield Difference(flaw.place, 0, flaw.message, official.place(start + flaw.offset))
        before = after
