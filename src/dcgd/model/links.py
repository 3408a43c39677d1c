"""References from one document to another: `文号:编号`, as the command line names an item among several registries."""

from typing import Any, NamedTuple

from dcgd.model.papers import number_key
from dcgd.naming import halfwidth, typed_id

LINK_KEYS = ("implements", "continues", "same_as")
"""Under which keys a task, a target or a milestone refers to other documents."""


class Reference(NamedTuple):
    """A promise of another document: the document's number as it is compared (`number_key`), and the item's id.

    The id of a whole task is its number.
    """

    document: str
    id: str


def reference(text: str) -> Reference | None:
    """What `文号:编号` refers to; None where it is not written so. Brackets, colons and figures of all widths are
    equal, blanks do not count.
    """
    document, colon, id_ = halfwidth(text).rpartition(":")
    made = Reference(number_key(document), typed_id(id_))
    return made if colon and made.document and made.id else None


def written_reference(document: str, id_: str) -> str:
    """A reference as it is written: `云政发〔2025〕1号:3-1`."""
    return f"{document}:{id_}"


def referred(entity: Any, key: str) -> tuple[str, ...]:
    """What a task, a target or a milestone refers to under a key, whether the key takes one reference or several."""
    value = getattr(entity, key)
    return value if isinstance(value, tuple) else () if value is None else (value,)
