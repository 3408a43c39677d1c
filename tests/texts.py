"""Texts: what a registry may hold, for laws; what an edit did to one."""

from hypothesis import strategies as st

from dcgd.unseen import unseen

SEEN = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]).filter(lambda c: not unseen(c))
"""Any character that can be seen, private and future ones too."""


def changed_lines(before: bytes, after: bytes) -> tuple[list[bytes], list[bytes]]:
    """The lines taken out and put in."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [line for line in old if line not in new], [line for line in new if line not in old]
