"""The deeds that are forms of one command each: a line here is a new page."""

from typing import NamedTuple


class Deed(NamedTuple):
    """A command as a form: its title, its fields in order, and those that are seldom needed and folded away."""

    command: tuple[str, ...]
    title: str
    usual: tuple[str, ...]
    """Parameters of the command by their names in Python."""
    rare: tuple[str, ...] = ()
    makes: bool = False
    """Whether it makes files (`-o`), which are then to be taken away."""
    takes: str = ""
    """The parameter that is a file, which is sent."""
    keeps: bool = False
    """Whether files may be sent as evidence, to be kept in the registry (`--evidence FILE --keep`)."""
    prints: bool = False
    """Whether it lists what it did as a table (`--format`)."""

    @property
    def names(self) -> tuple[str, ...]:
        """All fields."""
        return (*self.usual, *self.rare)

    @property
    def follows(self) -> bool:
        """Whether it is a step of something that is there: such steps are found in its list."""
        return self.usual[0] in ("name", "numbers")

    @property
    def path(self) -> str:
        """Where its form is, below `do/`."""
        return "/".join(self.command)


_STEP = ("by", "day", "note")
GROUPS: dict[str, tuple[Deed, ...]] = {
    "进展": (
        Deed(
            ("progress", "add"),
            "登记一条进展",
            ("item", "value", "percent", "done", "day", "by", "checkpoint", "note", "difficulty", "next_step"),
            ("filled_by", "checked_by", "received", "evidence", "keep", "correct", "yes"),
            keeps=True,
        ),
        Deed(("progress", "withdraw"), "撤回一条进展", ("item", "by", "note", "day")),
        Deed(("progress", "template"), "发表：做填报表", ("period",), ("unit", "group"), makes=True, prints=True),
    ),
    "问题": (
        Deed(("problem", "raise"), "发现一个问题", ("item", "title", *_STEP), ("from_report", "evidence")),
        Deed(("problem", "assign"), "交办", ("name", "by", "to", "deadline", "day", "note"), ("evidence",)),
        Deed(("problem", "resolve"), "解决", ("name", *_STEP), ("evidence",)),
        Deed(("problem", "feedback"), "反馈", ("name", *_STEP), ("evidence",)),
        Deed(("problem", "close"), "销号", ("name", *_STEP), ("evidence",)),
        Deed(("problem", "reject"), "退回问题", ("name", "by", "deadline", "day", "note"), ("evidence",)),
        Deed(("problem", "withdraw"), "撤回问题", ("name", *_STEP)),
    ),
    "督办单": (
        Deed(("notice", "issue"), "签发督办单", ("task", "unit", "level"), ("group", "as_of"), makes=True, prints=True),
        Deed(("notice", "print"), "再打印督办单", ("numbers",), makes=True, prints=True),
        Deed(("notice", "deliver"), "送达", ("numbers", *_STEP), ("evidence",)),
        Deed(
            ("notice", "reply"),
            "登记回复",
            ("numbers", "file", "cause", "measures", "finish", "owner", "day"),
            ("by", "note", "evidence"),
            takes="file",
        ),
        Deed(("notice", "accept"), "认可回复", ("numbers", *_STEP), ("evidence",)),
        Deed(("notice", "return"), "退回回复", ("numbers", *_STEP)),
        Deed(("notice", "withdraw"), "撤回督办单", ("numbers", *_STEP)),
    ),
    "申请": (
        Deed(("request", "ask"), "申请延期或调整", ("item", "field", "to", "by", "note", "day"), ("checkpoint",)),
        Deed(("request", "decide"), "决定申请", ("name", "approve", "by", "note", "day")),
        Deed(("request", "withdraw"), "撤回申请", ("name", "by", "note", "day")),
    ),
    "公文": (
        Deed(
            ("papers", "make"),
            "做一个月的公文",
            ("period", "kinds", "issue", "dated"),
            ("as_of", "pdf", "with_scores"),
            makes=True,
            prints=True,
        ),
        Deed(("papers", "withdraw"), "作废一份公文", ("number", "reason", "by", "day"), ("kind", "year")),
        Deed(("seal", "month"), "封存一个月", ("period",), ("reason",)),
    ),
}
"""As the first page shows them."""
DEEDS = {deed.path: deed for deeds in GROUPS.values() for deed in deeds}
"""By the paths of their forms."""
