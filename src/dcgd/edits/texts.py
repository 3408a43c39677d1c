"""The text of a file of the registry, edited."""

from collections.abc import Callable

from dcgd.errors import CannotEdit
from dcgd.registry.load import Reading


def edited_file(before: Reading, name: str, edit: Callable[[str], str], header: str = "") -> dict[str, str]:
    """A file of the registry, by its name, with its text edited; where there is no such file yet, `header` is.

    One that the registry has from the folder above is edited there. Raises CannotEdit, which says what file it is.
    """
    name = before.where(name)
    parsed = before.parsed.get(name)
    try:
        return {name: edit(parsed.text if parsed else header)}
    except CannotEdit as error:
        raise CannotEdit(f"{parsed.name if parsed else name}：{error}。没有写入。") from None
