"""A registry against its official text in any style: compared with what the import reads in that text.

`dcgd.registry.verify` compares to the character what a document in the style of the shipped one says. It goes by the
shape of what stands between two tasks, and there are as many shapes as offices. For a document of another shape the
official text is read as the import reads it: then every task's text must stand there word for word, with the units that
stand behind it, and no task's text may be missing from the registry.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from dcgd.diagnostics import Diagnostic, Place
from dcgd.errors import Unreadable
from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.entities import UNKNOWN
from dcgd.intake.draft.result import Draft
from dcgd.intake.text.body import Body, build_body
from dcgd.intake.text.readers import read
from dcgd.model import Section, Task
from dcgd.registry import verify
from dcgd.registry.content import Filed, FiledTask, Registry
from dcgd.registry.diff.pairs import pair
from dcgd.registry.files import TASKS, UNITS
from dcgd.registry.load import Reading
from dcgd.registry.official import official_contents, official_texts
from dcgd.registry.verify import Difference
from dcgd.registry.words import in_context, marked, pieces
from dcgd.source import bounded
from dcgd.source.decoding import decode, position


def as_registry(found: Draft) -> Registry:
    """The entities of a draft as the registry that reading its files would give."""
    return Registry(
        document=found.document,
        sections=tuple(Filed(each, Place(TASKS, ("sections", at))) for at, each in enumerate(found.sections)),
        tasks=tuple(filed for at, each in enumerate(found.sections) for filed in _filed(each, at)),
        units=tuple(Filed(each, Place(UNITS, ("units", at))) for at, each in enumerate(found.units)),
    )


def _filed(section: Section, at: int) -> Iterator[FiledTask]:
    for index, task in enumerate(section.tasks):
        yield FiledTask(task, Place(TASKS, ("sections", at, "tasks", index)), section.number)


def drafts_of(folder: Path, year: int) -> dict[str, tuple[str, Draft]]:
    """The official texts beside a registry, each as the import reads it and with the draft of it, by file name."""
    found = {}
    for name, data in official_contents(folder).items():
        try:
            text = read(data, name).text
        except Unreadable:
            text = decode(data, name).text or ""
        found[name] = text, draft(text, year)
    return found


def verified(reading: Reading, folder: Path) -> list[Diagnostic]:
    """Every difference between the registry read from a folder and the official texts beside it, whatever their style.

    Raises OSError for a text that cannot be read, Unreadable, and Stopped for one that takes too long.
    """
    strict = verify.differences(reading.registry, official_texts(folder))
    return verify.shown(reading, bounded.call(differences, reading.registry, folder, strict)) if strict else []


def differences(registry: Registry, folder: Path, strict: list[Difference]) -> list[Difference]:
    """The strict differences, where they come from reading the texts as the import does; else those from the drafts."""
    texts = official_texts(folder)
    found = drafts_of(folder, registry.document.start.year if registry.document else 1)
    drafts = {name: each for name, (_text, each) in found.items()}
    if _in_that_style(drafts, texts):
        return strict
    return list(_differences(registry, drafts, {name: text for name, (text, _draft) in found.items()}))


def _in_that_style(drafts: Mapping[str, Draft], texts: Mapping[str, str]) -> bool:
    """Whether the strict comparison reads a text as the import does: then it can judge what a registry says of it."""
    return len(texts) == 1 and all(not verify.differences(as_registry(each), texts) for each in drafts.values())


def _differences(registry: Registry, drafts: Mapping[str, Draft], texts: Mapping[str, str]) -> Iterator[Difference]:
    official = [(name, filed) for name, each in drafts.items() for filed in as_registry(each).tasks]
    pairs = pair(
        registry.tasks,
        [filed for _name, filed in official],
        lambda each: _unspaced(each.entity.text),
        lambda each: each.entity.title,
        lambda each: each.entity.number,
    )
    bodies = {name: build_body(text) for name, text in texts.items()}
    where = {id(filed): (name, *_place(texts[name], bodies[name], filed.entity)) for name, filed in official}
    yield from _imprint(registry, drafts, bodies)
    for ours, theirs in sorted(pairs.both, key=lambda both: both[0].place.path):
        yield from _task(ours, theirs.entity, where[id(theirs)])
    for ours in pairs.gone:
        message = f"官方文本里找不到任务 {ours.entity.number}（{ours.entity.title}）的原文"
        yield Difference(ours.place.at("text"), 0, message, ("", 1, 1))
    for theirs in pairs.come:
        message = f"官方文本里的这一项，登记册里没有：{theirs.entity.title}"
        yield Difference(Place(TASKS, ("sections",)), 0, message, where[id(theirs)])


def _imprint(registry: Registry, drafts: Mapping[str, Draft], bodies: Mapping[str, Body]) -> Iterator[Difference]:
    """Number and title stand in a text, as far as the texts say them at all."""
    whole = _unspaced("".join(body.text for body in bodies.values()))
    if registry.document is None:
        return
    for key, words in (("number", "文号"), ("title", "标题")):
        said = {getattr(each.document, key) for each in drafts.values()} - {UNKNOWN}
        ours = getattr(registry.document, key)
        if said and ours not in said and _unspaced(ours) not in whole:
            yield Difference(Place(TASKS, ("document", key)), 0, f"{words}“{ours}”不在官方文本里", ("", 1, 1))


def _task(filed: FiledTask, theirs: Task, where: tuple[str, int, int]) -> Iterator[Difference]:
    ours, number = filed.entity, filed.entity.number
    if _unspaced(ours.text) != _unspaced(theirs.text):
        for piece in pieces(theirs.text, ours.text):
            message = f"任务 {number} 的原文与官方文本不符：{in_context(ours.text, piece)}"
            yield Difference(filed.place.at("text"), piece.after, message, where)
    if ours.number != theirs.number:
        message = f"任务 {number} 在官方文本里是第 {theirs.number} 项"
        yield Difference(filed.place.at("number"), 0, message, where)
    for key, words in (("leads", "牵头单位"), ("participants", "参与单位")):
        mine, official = ("、".join(getattr(task, key)) for task in (ours, theirs))
        if mine != official:
            message = f"任务 {number} 的{words}与官方文本不符：{marked(official, mine)}"
            yield Difference(filed.place.at(key), 0, message, where)


def _place(text: str, body: Body, task: Task) -> tuple[int, int]:
    """Line and column of a task in the text as it stands, by its first words."""
    at = body.text.find(task.text[:12].split("\n")[0])
    return position(text, body.origin[at]) if at >= 0 else (1, 1)


def _unspaced(text: str) -> str:
    """A text without blanks and line ends."""
    return "".join(text.split())
