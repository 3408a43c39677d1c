"""What a kind of form is made of: the columns by which its sheet is known and its filled rows are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dcgd.tracking.returned import forms, plan_columns
from dcgd.tracking.returned.foot import SIGNED


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a kind of form, by their titles.

    `kind` is what the hidden sheet says, `name` what people call it, `commands` the group of commands that makes and
    reads it. `head`: the columns that make a row the header, the second of them that which a row is about. `filled`:
    what people fill in, `carried` that of it which alone says nothing of a row. `read`: what else is read, `shown`:
    what is not. `apart`: what may not share a merged cell. `title_of`: what a title means
    that somebody has written anew.
    """

    kind: str
    name: str
    commands: str
    head: tuple[str, str]
    filled: tuple[str, ...]
    read: tuple[str, ...]
    shown: tuple[str, ...]
    carried: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    title_of: Callable[[str], str] = str

    @property
    def main(self) -> str:
        """The column that a row is about."""
        return self.head[1]

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which nothing can be read."""
        return (forms.KEY, *self.head)

    @property
    def used(self) -> tuple[str, ...]:
        """All columns that are read."""
        return (forms.KEY, self.head[0], *self.read, *self.filled)


def _former(title: str) -> str:
    return forms.FORMER.get(title, title)


REPORTS = Layout(
    kind="",
    name="填报表",
    commands="dcgd progress",
    head=(forms.ID, forms.AMOUNT),
    filled=(
        forms.AMOUNT, forms.DAY, forms.NOTE, forms.DIFFICULTY, forms.NEXT_STEP, forms.EVIDENCE, forms.REACHED,
        forms.CORRECTION, *SIGNED,
    ),
    read=(forms.MEASURE, forms.CHECKPOINT),
    shown=forms.SHOWN,
    carried=(forms.DAY, *SIGNED),
    title_of=_former,
)  # fmt: skip
PLAN = Layout(
    kind="plan",
    name="节点计划表",
    commands="dcgd plan",
    head=(forms.SERIAL, forms.OWNER),
    filled=(plan_columns.STANDING, *plan_columns.FILLED),
    read=(),
    shown=(forms.TITLE, forms.GOAL),
    apart=plan_columns.FILLED,
    title_of=plan_columns.quarter_title,
)
LAYOUTS: Mapping[str, Layout] = MappingProxyType({layout.kind: layout for layout in (REPORTS, PLAN)})
"""All kinds of forms by what the hidden sheet calls them."""
