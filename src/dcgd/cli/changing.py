"""Writing to a registry what a command records, at the cost of what it touches."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from dcgd.cli.console import say
from dcgd.cli.session import sources
from dcgd.edits.report import Recorded
from dcgd.errors import UserError, WrongUse
from dcgd.index.parts import part_of
from dcgd.index.place import cache_folder
from dcgd.registry.change import Edit, Saved, change
from dcgd.registry.load import read
from dcgd.registry.part import Part

T = TypeVar("T")


def record(folder: Path, edit: Edit[T], items: Collection[str] = (), records: Collection[str] = ()) -> Saved[T]:
    """As `change`, of an edit about these items, problems, notices and requests, by their ids as typed.

    Where the index knows the registry to be valid only what is about them is read and checked.
    """
    return change(folder, edit, part=partial(_part, folder, items, records))


def say_same(recorded: Iterable[Recorded]) -> None:
    """Say what is the same as in another document, where nothing was recorded."""
    told = dict.fromkeys(f"{one.report.subject}（{one.same_as}）" for one in recorded if one.same_as)
    if told:
        say(
            f"注意：另一份文件里也有，那边没有跟着登记：{'、'.join(told)}；"
            "那边也登记一次，或发表以后用 dcgd progress collect 收进两边（--data 写两个）"
        )


def preview(folder: Path, edit: Edit[T], items: Collection[str]) -> T:
    """What an edit about these items would come to; nothing is written. Raises what `edit` raises."""
    with _part(folder, items) as part:
        if part is not None:
            with suppress(UserError):
                return edit(part.read()).result
    return edit(read(folder)).result


@contextmanager
def _part(folder: Path, items: Collection[str], records: Collection[str] = ()) -> Iterator[Part | None]:
    try:
        [source] = sources([str(folder)])
    except WrongUse:  # its name is no text: there is no index of it
        yield None
        return
    with part_of(source, cache_folder(), items, records) as part:
        yield part
