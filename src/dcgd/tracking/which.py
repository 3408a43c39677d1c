"""Which judged items an answer is about: by what they are, and by how they stand."""

from collections.abc import Collection
from typing import Any, NamedTuple

from dcgd.model import Light, Status, What
from dcgd.model.items import Item
from dcgd.tracking.judging.assess import Verdict
from dcgd.words import ITEMS


class Which(NamedTuple):
    """What items are to be, said once for those that are judged and for rows that are kept; empty means any."""

    kinds: Collection[What] = ITEMS
    statuses: Collection[Status] = ()
    lights: Collection[Light] = ()
    at_risk: bool = False
    """Only what is at risk."""
    shared: bool = False
    """Only targets with shares."""

    def means(self, item: Item) -> bool:
        """Whether an item is among them by what it is."""
        return item.what in self.kinds and (not self.shared or bool(item.shares))

    def keeps(self, verdict: Verdict) -> bool:
        """Whether it is by how it stands."""
        return (
            (not self.statuses or verdict.status in self.statuses)
            and (not self.lights or verdict.light in self.lights)
            and (not self.at_risk or verdict.at_risk)
        )

    def condition(self) -> tuple[str, list[Any]]:
        """The same in SQL, of kept rows `v`, of shares also of items `i`; and its values."""
        said: list[str] = ["true"]
        values: list[Any] = []
        for column, words in (("v.what", self.kinds), ("v.status", self.statuses), ("v.light", self.lights)):
            if words:
                said.append(f"{column} IN ({', '.join('?' * len(words))})")
                values += [word.value for word in words]
        said += ["v.at_risk"] if self.at_risk else []
        said += ["i.shares <> '[]'"] if self.shared else []
        return " AND ".join(said), values


ANY = Which()
"""All items."""
