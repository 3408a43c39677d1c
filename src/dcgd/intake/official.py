"""Compare a registry with its official text: read the text as the import does, then compare task by task.

There are as many ways to write a notice as there are offices, so nothing here depends on what stands between two
tasks. Each task's text must stand in the official text to the character, under its number, in its section, with the
units and the roles that are written behind it; no task of either may be missing in the other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from dcgd.diagnostics import Diagnostic, Place, in_order
from dcgd.errors import Unreadable
from dcgd.intake.draft.counted import Official, OfficialTask, is_added_to, squeezed
from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.result import Draft
from dcgd.intake.text.readers import read
from dcgd.model import Section, Task
from dcgd.naming import chinese_day, printed_name
from dcgd.registry.checks import run, wording
from dcgd.registry.content import Filed, FiledTask, Registry
from dcgd.registry.diff.pairs import Pairs, pair
from dcgd.registry.files import TASKS
from dcgd.registry.load import Reading
from dcgd.registry.official import OFFICIAL_TEXT, official_contents
from dcgd.registry.words import in_context, marked, pieces
from dcgd.source import bounded
from dcgd.source.decoding import decode, position


class Difference(NamedTuple):
    """Where the two do not agree.

    `place` is the value in the registry and `offset` the character in it; `source` the file, line and column of the
    official text, the file empty where there is no such place.
    """

    place: Place
    offset: int
    message: str
    source: tuple[str, int, int]


NOWHERE = ("", 1, 1)


def drafts_of(contents: Mapping[str, bytes], year: int) -> dict[str, tuple[str, Draft]]:
    """Each official text and the draft that the import makes of it, by file name.

    `contents` are the bytes of the texts by file name; `year` is used where a text names none.
    """
    drafts = {}
    for name, data in contents.items():
        try:
            text = read(data, name).text
        except Unreadable:
            text = decode(data, name).text or ""
        drafts[name] = text, draft(text, year)
    return drafts


def verified(reading: Reading, folder: Path) -> list[Diagnostic]:
    """Every difference between a registry and the official texts in its folder, as errors in order.

    Raises OSError for a text that cannot be read, Unreadable, and Stopped for one that takes too long.
    """
    return shown(reading, bounded.call(differences, reading.registry, official_contents(folder)))


def shown(reading: Reading, differences: Iterable[Difference]) -> list[Diagnostic]:
    """Turn differences into errors at their places in the registry; the hint names the place in the official text."""
    diagnostics = []
    line_starts: dict[str, list[int]] = {}
    for difference in differences:
        place = difference.place
        parsed = reading.parsed[place.file]
        if place.file not in line_starts:
            line_starts[place.file] = [0, *(end.end() for end in re.finditer("\n", parsed.text))]
        line, column = parsed.position(place.path)
        value = _value(parsed.data, place)
        start = line_starts[place.file][line - 1] + column - 1
        if parsed.text.startswith(value, start):  # a plain text on one line: its characters can be pointed at
            line, column = position(parsed.text, start + min(difference.offset, max(len(value) - 1, 0)))
        file, source_line, source_column = difference.source
        hint = f"见 {Path(parsed.name).parent / file}:{source_line}:{source_column}" if file else ""
        diagnostics.append(
            Diagnostic(parsed.name, line, column, OFFICIAL_TEXT.severity, OFFICIAL_TEXT.slug, difference.message, hint)
        )
    return in_order(diagnostics)


def _value(data: object, place: Place) -> str:
    for step in place.path:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return ""
    return data if isinstance(data, str) else ""


def differences(registry: Registry, contents: Mapping[str, bytes]) -> list[Difference]:
    """Every difference between a registry and its official texts; `contents` are their bytes by file name."""
    drafts = drafts_of(contents, registry.document.start.year if registry.document else 1)
    official = Official.of(registry, drafts)
    return [finding for part in (_document, _sections, _tasks, _leaders) for finding in part(registry, official)]


def _document(registry: Registry, official: Official) -> Iterator[Difference]:
    """Number, title and date occur in a text, unless no such thing was found in any of them."""
    document = registry.document
    if document is None or (is_added_to(registry) and len(registry.sections) > 1):
        return
    wanted = (
        ("number", "文号", document.number),
        ("title", "标题", document.title),
        ("issued", "成文日期", chinese_day(document.issued)),
    )
    for key, words, ours in wanted:
        told = {getattr(drafted.document, key) for drafted in official.drafts if key not in drafted.unknown}
        if told and getattr(document, key) not in told and squeezed(ours) not in official.squeezed:
            yield Difference(Place(TASKS, ("document", key)), 0, f"{words}“{ours}”不在官方文本里", NOWHERE)


def _pairs_of_sections(registry: Registry, official: Official) -> Pairs[Filed[Section]]:
    theirs = [Filed(section, Place(TASKS, ())) for section in official.sections]
    ours = [Filed(Section(number=s.entity.number, title=s.entity.title), s.place) for s in registry.sections]
    return pair(ours, theirs, lambda filed: squeezed(filed.entity.title), lambda filed: filed.entity.number)


def _sections(registry: Registry, official: Official) -> Iterator[Difference]:
    """Each section has the number and the heading of the official text; where that has no heading any title will do."""
    sections = _pairs_of_sections(registry, official)
    for ours, theirs in sections.both:
        number, title = theirs.entity.number, theirs.entity.title
        if squeezed(ours.entity.title) != squeezed(title) and squeezed(title) in official.squeezed:
            message = f"章节 {number} 的标题与官方文本不符：{marked(title, ours.entity.title)}"
            yield Difference(ours.place.at("title"), 0, message, NOWHERE)
        if ours.entity.number != number:
            message = f"章节“{title}”在官方文本里是第 {number} 章"
            yield Difference(ours.place.at("number"), 0, message, NOWHERE)
    for ours in _told_by_a_text(sections.gone, registry):
        message = f"官方文本里没有章节“{ours.entity.title}”"
        yield Difference(ours.place.at("title"), 0, message, NOWHERE)


def _told_by_a_text(gone: Iterable[Filed[Section]], registry: Registry) -> list[Filed[Section]]:
    """Sections that no text has, without the meetings that were written by hand and have none."""
    by_hand = {filed.entity.number for filed in registry.sections if is_added_to(registry) and filed.entity.issued}
    return [filed for filed in gone if filed.entity.number not in by_hand]


def _tasks(registry: Registry, official: Official) -> Iterator[Difference]:
    matched: Pairs[FiledTask] = pair(
        registry.tasks,
        official.tasks,
        lambda filed: squeezed(filed.entity.text),
        lambda filed: squeezed(filed.entity.title),
        lambda filed: filed.entity.number,
    )
    pairs = [(ours, theirs) for ours, theirs in matched.both if isinstance(theirs, OfficialTask)]
    pairs.sort(key=lambda both: both[0].place.path)
    section_of = {
        theirs.entity.number: ours.entity.number for ours, theirs in _pairs_of_sections(registry, official).both
    }
    shift = 0
    for ours, theirs in pairs:
        number = ours.entity.number
        yield from _task(ours, theirs, official)
        if ours.section != section_of.get(theirs.section):
            message = f"任务 {number} 在官方文本里属于第 {theirs.section} 章"
            yield Difference(ours.place, 0, message, official.place(theirs))
        before, shift = shift, number - theirs.entity.number
        if shift not in (0, before) and number != theirs.origin.number:
            message = f"任务 {number} 在官方文本里是第 {theirs.entity.number} 项"
            yield Difference(ours.place.at("number"), 0, message, official.place(theirs))
        elif not theirs.follows and number != theirs.origin.number:
            message = f"任务 {number} 的序号，官方文本是“{theirs.origin.number}”"
            yield Difference(ours.place.at("number"), 0, message, official.place(theirs))
    yield from _order(pairs, official)
    written = {filed.entity.number for filed in _told_by_a_text(_pairs_of_sections(registry, official).gone, registry)}
    both = {ours.entity.number for ours, _theirs in _pairs_of_sections(registry, official).both}
    for ours in (filed for filed in matched.gone if filed.section in written | both):
        message = f"官方文本里找不到任务 {ours.entity.number}（{ours.entity.title}）的原文"
        yield Difference(ours.place.at("text"), 0, message, NOWHERE)
    for missing in matched.come:
        if isinstance(missing, OfficialTask):
            message = f"官方文本里的这一项，登记册里没有：{missing.entity.title}"
            yield Difference(Place(TASKS, ("sections",)), 0, message, official.place(missing))
    yield from _items(registry, pairs, official)


def _items(
    registry: Registry, pairs: Iterable[tuple[FiledTask, OfficialTask]], official: Official
) -> Iterator[Difference]:
    """Quotes occur in the task's text and values in their quotes; tasks whose text is wrong are skipped."""
    right = {ours.place: theirs for ours, theirs in pairs if _is_worded(ours.entity, theirs.entity, official)}
    for finding in run(registry, (wording.quotes, wording.numbers)):
        task = next(filed for filed, _item, place in registry.items if place.path == finding.place.path[:-1])
        if task.place in right:
            yield Difference(finding.place, 0, finding.message, official.place(right[task.place]))


def _order(pairs: Sequence[tuple[FiledTask, OfficialTask]], official: Official) -> Iterator[Difference]:
    """The tasks are in the order of the official text."""
    at = {id(task): index for index, task in enumerate(official.tasks)}
    last = -1
    for ours, theirs in pairs:
        if at[id(theirs)] < last:
            message = f"任务 {ours.entity.number} 的次序与官方文本不同"
            yield Difference(ours.place, 0, message, official.place(theirs))
        last = max(last, at[id(theirs)])


def _leaders(registry: Registry, official: Official) -> Iterator[Difference]:
    """Leaders that a task names though the document does not: those of its lead units need no naming."""
    for filed in registry.tasks if official.tasks else ():
        for at, name in enumerate(filed.entity.leaders):
            if squeezed(printed_name(name)) not in official.squeezed:
                message = f"任务 {filed.entity.number} 的分管领导“{name}”官方文本没有点名；写在 units.yaml 的 leader"
                yield Difference(filed.place.at("leaders", at), 0, message, NOWHERE)


def _is_worded(ours: Task, theirs: Task, official: Official) -> bool:
    """Whether a text is the official one to the character, with its blanks as printed or as the import leaves them."""
    return ours.text == theirs.text or (ours.text in official.run and squeezed(ours.text) == squeezed(theirs.text))


def _task(filed: FiledTask, official_task: OfficialTask, official: Official) -> Iterator[Difference]:
    """The text and the units of one task."""
    ours, theirs = filed.entity, official_task.entity
    if not _is_worded(ours, theirs, official):
        for piece in pieces(theirs.text, ours.text):
            message = f"任务 {ours.number} 的原文与官方文本不符：{in_context(ours.text, piece)}"
            place = official.place(official_task, min(piece.before, len(theirs.text) - 1))
            yield Difference(filed.place.at("text"), piece.after, message, place)
    roles = {"牵头单位": ("leads", ours.leads, theirs.leads)}
    roles["参与单位"] = ("participants", ours.participants, theirs.participants)
    if not official_task.origin.tells_roles:  # 责任单位：甲、乙 does not say who leads: a person may have decided it
        both = (*ours.leads, *ours.participants), (*theirs.leads, *theirs.participants)
        roles = {"责任单位": ("leads", *both)}
    for words, (key, our_names, official_names) in roles.items():
        if our_names != official_names:
            message = (
                f"任务 {ours.number} 的{words}与官方文本不符：{marked('、'.join(official_names), '、'.join(our_names))}"
            )
            yield Difference(filed.place.at(key), 0, message, official.place(official_task))
