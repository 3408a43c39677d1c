"""Numbers of records as people type them: whole, or as short as is clear."""

import pytest

from dcgd.edits.numbers import numbered
from dcgd.errors import NotFound

KNOWN = ["WT-2024-003", "WT-2025-001", "WT-2025-003", "WT-2025-1001"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("WT-2025-003", "WT-2025-003"),
        ("1", "WT-2025-001"),
        ("001", "WT-2025-001"),
        ("1001", "WT-2025-1001"),
        ("2025-3", "WT-2025-003"),
        ("wt-2024-3", "WT-2024-003"),
    ],
)
def test_a_number_may_be_as_short_as_is_clear(typed: str, meant: str) -> None:
    assert numbered(typed, KNOWN, "问题") == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("3", "问题“3”有 2 个：WT-2024-003、WT-2025-003；请写全"),
        ("2", "没有问题“2”"),
        ("DB-2025-1", "没有问题“DB-2025-1”；是不是：WT-2025-001"),
        ("٣", "没有问题“٣”"),
        ("", "没有问题“”"),
        ("-1", "没有问题“-1”"),
    ],
)
def test_what_is_unclear_or_unknown_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(NotFound) as refused:
        numbered(typed, KNOWN, "问题")
    assert str(refused.value).startswith(sentence)
