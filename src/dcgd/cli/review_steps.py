"""What a step of `dcgd review` is: what is asked for, done, taken back and said of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dcgd.cli import choices
from dcgd.cli.asking import split_names
from dcgd.days import read_day
from dcgd.edits import review as edits
from dcgd.edits.review import FIELDS, MAY_GO, NAMES, Value
from dcgd.errors import BadValue, WrongUse
from dcgd.intake.reviewing import Seen, ToReview, read_again, texts_to_read, to_review
from dcgd.model import Comparator, Firmness, Kind, Target, Task, Unit
from dcgd.naming import amount
from dcgd.registry.change import Edited, change
from dcgd.registry.load import Reading
from dcgd.registry.official import Run, official_texts, run_of
from dcgd.source import bounded
from dcgd.tracking.reporting.amounts import parse_amount
from dcgd.words import Word

_WORDS: Mapping[str, type[Word]] = {"kind": Kind, "comparator": Comparator, "firmness": Firmness}
_NOTHING = frozenset({"-", "－", "—", "——", "无"})


_COMPARED = {
    Comparator.AT_LEAST: "{}以上",
    Comparator.MORE_THAN: "超过 {}",
    Comparator.ABOUT: "{}左右",
    Comparator.AT_MOST: "不超过 {}",
}


class Action(Word):
    """What is done with a draft."""

    ACCEPT = "accept", "认可"
    DROP = "drop", "删去"
    CORRECT = "correct", "改正"
    SPLIT = "split", "拆开"


@dataclass(slots=True)
class Desk:
    """What is reviewed: the folder, what its official text says, and what reading the tasks once more gives."""

    folder: Path
    official: Run
    seen: Mapping[str, Seen]

    def waiting(self, reading: Reading) -> list[ToReview]:
        """What is still to be reviewed, the worst evidence first."""
        return to_review(reading, self.official, self.seen)

    def do(self, edit: Callable[[Reading, Sequence[ToReview]], Edited[Any]]) -> tuple["Step", Reading]:
        """Write one step at once; gives it with what there was before, and the registry as it stands then."""
        was: dict[str, str] = {}

        def kept(before: Reading) -> Edited[Any]:
            edited = edit(before, self.waiting(before))
            was.clear()
            was.update({name: before.parsed[name].text for name in edited.texts})
            return edited

        saved = change(self.folder, kept)
        now = {name: saved.reading.parsed[name].text for name in saved.files}
        return Step(saved.result, {name: was[name] for name in now}, now), saved.reading


@dataclass(frozen=True, slots=True)
class Step:
    """What was done, and the texts of the files before and after it."""

    result: Any
    was: Mapping[str, str]
    now: Mapping[str, str]


def desk_of(folder: Path, reading: Reading) -> Desk:
    """What is needed to review a registry: the tasks' texts are read once more, where that can be ended."""
    registry = reading.registry
    year = registry.document.start.year if registry.document else 1
    seen = bounded.call(read_again, texts_to_read(registry), year)
    return Desk(folder, run_of(official_texts(folder)), seen)


def corrected(before: Reading, waiting: Sequence[ToReview], *, name: str, key: str, typed: str) -> Edited[ToReview]:
    """The correction of a key, by its code or its Chinese, to what was typed. Raises UserError."""
    one = edits.meant(waiting, name)
    key = key_of(one, key)
    return edits.correct(before, one, key, _value(before, one, key, typed))


def key_of(one: ToReview, typed: str) -> str:
    """The key that a code or its Chinese means; what is neither is left as it is, to be refused by the edit."""
    return next((key for key in FIELDS[one.what] if typed in (key, NAMES[key])), typed)


def _value(before: Reading, one: ToReview, key: str, typed: str) -> Value:
    """What was typed, as the value of a key; raises WrongUse."""
    typed = typed.strip()
    if typed in _NOTHING and key in MAY_GO:
        return None
    if key in _WORDS:
        return choices.choose(typed, _WORDS[key], NAMES[key])
    if key in ("leads", "participants", "leaders"):
        return [] if typed in _NOTHING else split_names(typed)
    try:
        if key in ("value", "baseline") and isinstance(one.entity, Target):
            return parse_amount(typed, one.entity.unit_measure)
        if key == "due":
            document = before.registry.document
            return read_day(typed, document.start.year if document else 1)
    except BadValue as error:
        raise WrongUse(f"{NAMES[key]}：{error}") from None
    if not typed:
        raise WrongUse(f"{NAMES.get(key, key)}不能是空的")
    return typed


def told(action: Action, result: Any) -> str:
    """What was done, in Chinese."""
    if action is Action.ACCEPT:
        return f"已认可 {'、'.join(one.id for one in result)}"
    if action is Action.SPLIT:
        title = result.indicator if isinstance(result, Target) else result.title
        return f"已拆出 {result.id} {title}，待核对"
    return f"已{action.chinese} {result.id} {result.title}"


def draft_of(one: ToReview) -> str:
    """What was drafted, on one line: all that accepting accepts beside the title and the words of the document."""
    entity = one.entity
    if isinstance(entity, Unit):
        return f"别名 {'、'.join(entity.aliases)}" if entity.aliases else ""
    due = f"{entity.due}前" if entity.due else ""
    measure = entity.unit_measure if isinstance(entity, Target) else ""
    points = "、".join(f"{point.date} {point.wanted(measure)}" for point in entity.checkpoints)
    parts = [due, f"节点 {points}" if points else ""]
    if isinstance(entity, Target):
        number = _COMPARED[entity.comparator].format(amount(f"{entity.value:f}", entity.unit_measure))
        base = "" if entity.baseline is None else f"基数 {entity.baseline:f}"
        parts = [number, entity.kind.chinese, entity.firmness.chinese, base, *parts]
    elif isinstance(entity, Task):
        roles = {"参与": entity.participants, "分管": entity.leaders}
        people = {"责任人": entity.owner, "联系人": entity.contact}
        named = [f"{word} {'、'.join(names)}" for word, names in roles.items() if names]
        named += [f"{word} {name}" for word, name in people.items() if name]
        parts = [f"牵头 {'、'.join(entity.leads) or '（没有）'}", *named, *parts]
    return "；".join(filter(None, parts))


def place_of(one: ToReview) -> str:
    """The file and the line of the official text, empty where it is not found."""
    return f"{one.source[0]}:{one.source[1]}" if one.source[0] else ""
