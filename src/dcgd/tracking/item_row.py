"""What listings, papers and pages show of a judged item: one row of plain values, and its JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dcgd.index.codec import plain
from dcgd.model import Light, What
from dcgd.model.items import Item
from dcgd.naming import parted, qualified
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.reasons import rounded
from dcgd.tracking.verdict_row import points

Number = int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """A judged item in plain values: days as `YYYY-MM-DD`, shares in percent to one decimal.

    `document` (the document's number, beside its `type`) is None where there is only one registry; where there are
    several, `id` and `task` have the registry in front. `value` is the goal that counts, `original_value` the
    document's; `due` and `original_due` likewise. `reported_value` and `reported_percent` are as they were reported;
    `gap_points` are the percentage points below pace.
    """

    item: Item
    document: str | None
    type: str
    id: str
    task: int | str
    section: str
    leads: list[str]
    participants: list[str]
    due: str
    original_due: str
    value: Number | None
    original_value: Number | None
    goal: str
    status: str
    label: str
    light: Light
    at_risk: bool
    risks: list[str]
    reasons: list[str]
    reported: str | None
    reported_value: Number | None
    reported_percent: Number | None
    done_percent: float | None
    pace_percent: float | None
    gap_points: float | None
    shares: list[dict[str, Any]]
    """Those of a target: what each is and how it stands."""
    holder: str | None = None
    """The unit that holds it, by its canonical name, where it is a share itself."""

    def as_json(self) -> dict[str, Any]:
        """The row with the keys of JSON, in their order; a target has more of them than the others."""
        return {
            **({} if self.document is None else {"document": self.document, "type": self.type}),
            "id": self.id,
            "what": self.item.what,
            "title": self.item.title,
            **self._of_its_kind(),
            "task": self.task,
            "section": self.section,
            "leads": self.leads,
            "participants": self.participants,
            "due": self.due,
            "original_due": self.original_due,
            **({"original_value": self.original_value} if self.item.kind else {}),
            **{key: getattr(self, key) for key in _VERDICT},
        }

    def _of_its_kind(self) -> dict[str, Any]:
        """What the document says of a target; of a milestone how firm it is; of all what they weigh and what is due."""
        item = self.item
        planned = {
            "weight": plain(item.weight),
            "public": item.public,
            "implements": list(item.implements),
            "continues": item.continues,
            "same_as": item.same_as,
            "checkpoints": plain(item.checkpoints),
        }
        if item.what is What.TASK:
            return planned
        if item.what is What.MILESTONE:
            return {"firmness": item.firmness, **planned}
        return {
            "indicator": item.title,
            "kind": item.kind,
            "comparator": item.comparator,
            "value": self.value,
            "unit_measure": item.unit_measure,
            "quote": item.quote,
            "firmness": item.firmness,
            "implied": item.implied,
            "start": plain(item.own_start),
            "due": self.due,
            "baseline": plain(item.baseline),
            "pace": item.pace,
            **planned,
            **self._shared(),
            "adjustments": plain(item.adjustments),
            "note": item.note,
            "review": item.review,
        }

    def _shared(self) -> dict[str, Any]:
        """Of a target its shares, of a share the target and the unit that holds it."""
        if self.item.what is What.SHARE:
            return {"target": parted(self.id)[0], "unit": self.holder}
        return {"shares": self.shares, "rollup": self.item.rollup}


_VERDICT = (
    "goal", "status", "label", "light", "at_risk", "risks", "reasons", "reported", "reported_value",
    "reported_percent", "done_percent", "pace_percent", "gap_points",
)  # fmt: skip


def row_of(judged: JudgedItem) -> ItemRow:
    """The row of a judged item."""
    verdict, item, home = judged.verdict, judged.item, judged.home
    return ItemRow(
        item=item,
        document=home.document if home.registry else None,
        type=home.type,
        id=qualified(home.registry, item.id),
        task=qualified(home.registry, item.task),
        section=home.section,
        leads=home.leads,
        participants=home.participants,
        due=verdict.due.isoformat(),
        original_due=verdict.original_due.isoformat(),
        value=plain(verdict.goal),
        original_value=plain(verdict.original_goal),
        goal=verdict.wanted,
        status=verdict.status.value,
        label=verdict.label,
        light=verdict.light,
        at_risk=verdict.at_risk,
        risks=[risk.value for risk in verdict.risks],
        reasons=list(verdict.reasons),
        reported=plain(verdict.reported),
        reported_value=plain(verdict.value),
        reported_percent=plain(verdict.percent),
        done_percent=points(verdict.done_share),
        pace_percent=points(verdict.pace),
        gap_points=None if verdict.gap is None else float(rounded(verdict.gap)),
        shares=[_of_share(row_of(share)) for share in judged.shares],
        holder=home.units[0][0] if item.what is What.SHARE else None,
    )


_SHARE = ("id", "value", "original_value", "due", "original_due", *_VERDICT)


def _of_share(row: ItemRow) -> dict[str, Any]:
    """A share in the row of its target: the unit as the target writes it, what it is and how it stands."""
    said = {key: getattr(row, key) for key in _SHARE}
    said |= {"adjustments": plain(row.item.adjustments), "note": row.item.note}
    return {"unit": row.leads[0], "holder": row.holder, **said}


def assessments(judged_items: Iterable[JudgedItem]) -> Iterator[tuple[Any, ...]]:
    """A row of the table `assessments` for each judged item, in the order of its columns without `as_of`."""
    for judged in judged_items:
        row = row_of(judged)
        yield (
            judged.home.document_id,
            judged.item.id,
            row.item.what,
            judged.item.task,
            row.section,
            row.item.title,
            row.due,
            row.original_due,
            row.status,
            row.light,
            row.at_risk,
            "、".join(row.risks),
            "；".join(row.reasons),
            row.value,
            row.reported_value,
            row.reported_percent,
            row.reported,
            row.done_percent,
            row.pace_percent,
            row.gap_points,
        )
