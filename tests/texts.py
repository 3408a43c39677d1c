"""Texts for laws: what a registry may hold."""

from hypothesis import strategies as st

from dcgd.unseen import unseen

SEEN = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]).filter(lambda c: not unseen(c))
"""Any character that can be seen, private and future ones too."""
