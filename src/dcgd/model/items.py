"""An item: what is judged. A target, a milestone, or a task that has neither; a share of a target is judged as one."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dcgd.data_words import STRIVE_WORDS, Adjustable, Comparator, Firmness, Kind, PaceMode, Rollup
from dcgd.model.document import Adjustment, Checkpoint, Document, Heading, Milestone, Share, Target, Task
from dcgd.model.rules import Rules
from dcgd.model.working_days import after
from dcgd.naming import share_id
from dcgd.words import What


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is judged. Its period is resolved: nobody has to look up its task or its document.

    `start`, `due`: its own, else the task's, else the document's as its section sees it (`seen_from`). They and `value`
    stand as the document says; `adjustments` say what became of them. `announced`: the day from which anybody could
    report, the later of the document's first day and its day of issue. `own_start`: the first day where it has one of
    its own. Only targets have `kind`, `value`, `unit_measure`, `implied`, `baseline` and `pace`; tasks have no `quote`.
    `weight` is its own times its task's; `public` says that neither is withheld; `implements` has
    the references of both.
    """

    id: str
    what: What
    task: int
    title: str
    start: date
    due: date
    announced: date
    kind: Kind | None = None
    comparator: Comparator = Comparator.AT_LEAST
    value: Decimal | None = None
    unit_measure: str = ""
    quote: str = ""
    firmness: Firmness = Firmness.FIRM
    implied: bool = False
    own_start: date | None = None
    baseline: Decimal | None = None
    pace: PaceMode | None = None
    weight: Decimal = Decimal(1)
    public: bool = True
    implements: tuple[str, ...] = ()
    continues: str | None = None
    same_as: str | None = None
    checkpoints: tuple[Checkpoint, ...] = ()
    shares: tuple[Share, ...] = ()
    rollup: Rollup = Rollup.SUM
    adjustments: tuple[Adjustment, ...] = ()
    note: str | None = None
    review: bool = False


def seen_from(document: Document, heading: Heading, rules: Rules) -> Document:
    """The document as the items of a section see it, which may be of a day of its own: a meeting, some directives.

    Then its day of issue, its first day and the due date of what has none count from that day.
    """
    issued = heading.issued
    if issued is None:
        return document
    days = rules.deadline(document.type)
    due = document.due if days is None else after(issued, days, rules.calendar)
    return replace(document, issued=issued, start=max(document.start, issued), due=due)


def item_of_part(part: Target | Milestone, task: Task, document: Document) -> Item:
    """The item of a target or a milestone; its due date defaults to the task's, then to the document's."""
    item = Item(
        id=part.id,
        what=What.TARGET if isinstance(part, Target) else What.MILESTONE,
        task=task.number,
        title=part.indicator if isinstance(part, Target) else part.title,
        start=part.start or document.start,
        due=part.due or task.due or document.due,
        announced=max(document.start, document.issued),
        quote=part.quote,
        firmness=part.firmness,
        own_start=part.start,
        weight=part.weight * task.weight,
        public=part.public and task.public,
        implements=tuple(dict.fromkeys((*task.implements, *part.implements))),
        continues=part.continues,
        same_as=part.same_as,
        checkpoints=part.checkpoints,
        adjustments=part.adjustments,
        note=part.note,
        review=part.review,
    )
    if isinstance(part, Milestone):
        return item
    return replace(
        item,
        kind=part.kind,
        comparator=part.comparator,
        value=part.value,
        unit_measure=part.unit_measure,
        implied=part.implied,
        baseline=part.baseline,
        pace=part.pace,
        shares=part.shares,
        rollup=part.rollup,
    )


_OF_THE_TARGET = (Adjustable.COMPARATOR, Adjustable.FIRMNESS)


def shares_of(item: Item) -> tuple[Item, ...]:
    """The shares of a target as items, in the order of the file; none of anything else.

    A share is due when its target is, adjusted or not, unless it has a due date of its own.
    """
    return tuple(_share(item, share) for share in item.shares)


def _share(item: Item, share: Share) -> Item:
    follows = share.due is None and all(change.field is not Adjustable.DUE for change in share.adjustments)
    fields = (*_OF_THE_TARGET, Adjustable.DUE) if follows else _OF_THE_TARGET
    return replace(
        item,
        id=share_id(item.id, share.unit),
        what=What.SHARE,
        due=share.due or item.due,
        value=share.value,
        quote="",
        implied=False,
        baseline=None,
        implements=(),
        continues=None,
        same_as=None,
        checkpoints=(),
        shares=(),
        adjustments=(*share.adjustments, *(change for change in item.adjustments if change.field in fields)),
        note=share.note,
        review=False,
    )


def item_of_task(task: Task, document: Document) -> Item:
    """The item of a whole task, known by its number."""
    return Item(
        id=str(task.number),
        what=What.TASK,
        task=task.number,
        title=task.title,
        start=document.start,
        due=task.due or document.due,
        announced=max(document.start, document.issued),
        weight=task.weight,
        public=task.public,
        implements=task.implements,
        continues=task.continues,
        same_as=task.same_as,
        checkpoints=task.checkpoints,
        adjustments=task.adjustments,
        note=task.note,
        review=task.review,
    )


def items_of(task: Task, document: Document, *, reported: bool = False) -> tuple[Item, ...]:
    """All items of a task in the document's order: its targets and milestones, or itself.

    A task that has either is an item as well once the whole was reported on, which `reported` says.
    """
    committed: tuple[Target | Milestone, ...] = (*task.targets, *task.milestones)
    parts = tuple(item_of_part(part, task, document) for part in committed)
    return parts if parts and not reported else (*parts, item_of_task(task, document))


def firmness_mark(firmness: Firmness, title: str) -> str:
    """`（力争）` to print behind the title of an item that is only striven for; empty where the title says so."""
    return "（力争）" if firmness == Firmness.STRIVE and not any(word in title for word in STRIVE_WORDS) else ""
