"""What a dashboard is made of, and the names by which its pages link to each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dcgd.model import Problem
from dcgd.publish.table import Row
from dcgd.tracking.docket import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All of the registries on one day.

    `documents` and `sections` as `dcgd.index.whole` gives them, `tasks` whole as `dcgd.index.listing` does, `problems`
    by registry as `dcgd.index.journal` does, `entries` as the docket does, but worst first: as pages list them.
    """

    as_of: date
    documents: Sequence[Row]
    sections: Sequence[Row]
    tasks: Sequence[Row]
    entries: Sequence[Entry]
    problems: Mapping[str, Sequence[Problem]]

    @property
    def several(self) -> bool:
        """Whether there are several registries, so that names have to say which."""
        return len(self.documents) > 1


def key(content: Content, registry: str, name: str | int) -> str:
    """The name of a section, unit, task or item in links and data: among several registries `REGISTRY:name`."""
    return f"{registry}:{name}" if content.several else str(name)


def address(**wanted: str) -> str:
    """The link to a view: `#unit=区水利局`. Chinese stays readable; what would part the link is percent-encoded."""
    return "#" + "&".join(f"{name}={_escaped(value)}" for name, value in wanted.items())


def _escaped(value: str) -> str:
    from urllib.parse import quote

    return "".join(char if char.isalnum() or char in "-_.:、·〔〕（）" else quote(char, safe="") for char in value)
