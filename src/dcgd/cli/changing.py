"""Writing to a registry what a command records, at the cost of what it touches."""

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TypeVar

from dcgd.cli.session import sources
from dcgd.errors import WrongUse
from dcgd.index.parts import part_of
from dcgd.index.place import cache_folder
from dcgd.registry.change import Edit, Saved, change

T = TypeVar("T")


def record(folder: Path, edit: Edit[T], items: Collection[str] = (), records: Collection[str] = ()) -> Saved[T]:
    """As `change`, of an edit about these items, problems, notices and requests, by their ids as typed.

    Where the index knows the registry to be valid only what is about them is read and checked.
    """
    try:
        [source] = sources([str(folder)])
    except WrongUse:  # its name is no text: there is no index of it
        return change(folder, edit)
    return change(folder, edit, part=partial(part_of, source, cache_folder(), items, records))
