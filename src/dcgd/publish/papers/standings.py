"""How papers sort items: done, on pace, lagging, silent; who is named; and units in their order."""

from collections.abc import Sequence

from dcgd.model import Light, Status
from dcgd.publish.snapshot import Snapshot
from dcgd.tracking.judged_items import JudgedItem

DONE = (Status.DONE, Status.DONE_LATE)
ON_PACE = (Status.ON_TRACK, Status.DUE_SOON)
LAGGING = (Status.OVERDUE, Status.FAR_BEHIND, Status.BEHIND)
SILENT = (Status.UNREPORTED, Status.STALE)


def is_named(judged: JudgedItem) -> bool:
    """Whether an item stands in the table of red and yellow ones: what nobody leads is nobody's lateness."""
    return judged.verdict.light in (Light.RED, Light.YELLOW) and bool(judged.lead_units)


def is_silent(judged: JudgedItem) -> bool:
    """Whether nobody reported what was due of an item."""
    return judged.verdict.status in SILENT or (
        judged.verdict.status is Status.OVERDUE and judged.verdict.reported is None
    )


def in_order(snapshot: Snapshot, items: Sequence[JudgedItem]) -> list[str]:
    """What papers call the units that lead any of the items, in the order of units.yaml."""
    led = {(judged.home.document_id, unit): unit for judged in items for unit in judged.lead_units}
    known = [key for key in snapshot.shorts if key in led]
    return [snapshot.shorts.get(key, led[key]) for key in (*known, *(key for key in led if key not in snapshot.shorts))]
