"""The year's plan: what of an item nobody has said yet, who does it and what is due of it when."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dcgd.model import Duty
from dcgd.naming import qualified
from dcgd.tracking.judged_items import JudgedItem

_PEOPLE = {Duty.OWNER: "责任人", Duty.CONTACT: "联系人"}
CHECKPOINTS = "节点"


def missing_of_plan(judged: JudgedItem) -> Iterator[dict[str, Any]]:
    """A row for each unit that leads an item which lacks an owner, a contact or checkpoints; nothing of what is done.

    Of what is due by the end of its first quarter no checkpoints are asked.
    """
    item, home, verdict = judged.item, judged.home, judged.verdict
    if verdict.status.is_done:
        return
    duties = {duty for _person, duty in home.people}
    lacking = [words for duty, words in _PEOPLE.items() if duty not in duties]
    first = date(item.start.year, (item.start.month + 2) // 3 * 3, 28)
    if not item.checkpoints and (verdict.due.year, verdict.due.month) > (first.year, first.month):
        lacking.append(CHECKPOINTS)
    if lacking:
        for unit in judged.lead_units or [""]:
            yield {
                **({"document": home.document} if home.registry else {}),
                "unit": qualified(home.registry, unit) if unit else "",
                "id": qualified(home.registry, item.id),
                "title": item.title,
                "due": verdict.due.isoformat(),
                "missing": lacking,
            }


def missing_by_unit(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows of each unit as one, in the order in which units first appear."""
    of_unit: dict[tuple[Any, str], list[dict[str, Any]]] = {}
    for row in rows:
        of_unit.setdefault((row.get("document"), row["unit"]), []).append(row)
    for (document, unit), its in of_unit.items():
        yield {
            **({} if document is None else {"document": document}),
            "unit": unit,
            "count": len(its),
            "missing": list(dict.fromkeys(words for row in its for words in row["missing"])),
            "ids": [row["id"] for row in its],
        }
