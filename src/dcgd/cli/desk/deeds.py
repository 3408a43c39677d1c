"""The deeds that are forms of one command each: a line here is a new page."""

from typing import NamedTuple


class Deed(NamedTuple):
    """A command as a form: its title, its fields in order, and those that are seldom needed and folded away."""

    command: tuple[str, ...]
    title: str
    usual: tuple[str, ...]
    """Parameters of the command by their names in Python."""
    rare: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All fields."""
        return (*self.usual, *self.rare)

    @property
    def path(self) -> str:
        """Where its form is, below `do/`."""
        return "/".join(self.command)


_DEEDS = (
    Deed(
        ("progress", "add"),
        "登记一条进展",
        ("item", "value", "percent", "done", "day", "by", "checkpoint", "note", "difficulty", "next_step"),
        ("filled_by", "checked_by", "received", "evidence", "keep", "correct", "yes"),
    ),
    Deed(("progress", "withdraw"), "撤回一条进展", ("item", "by", "note", "day")),
)
DEEDS = {deed.path: deed for deed in _DEEDS}
"""By the paths of their forms."""
