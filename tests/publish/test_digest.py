"""The digest of what a paper says depends on the facts alone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from dcgd.publish.digest import digest_of


@dataclass
class Said:
    """A fact."""

    value: Decimal
    day: date


def test_equal_facts_have_equal_digests_whatever_their_order() -> None:
    fact = Said(Decimal("8.0"), date(2025, 9, 30))
    assert digest_of({"b": [fact], "甲": None}) == digest_of({"甲": None, "b": [{"day": "2025-09-30", "value": 8}]})
    assert digest_of([1, 2]) != digest_of([2, 1])
    assert digest_of({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", "SHA-256 of {}"


def test_a_number_that_is_none_is_no_fact() -> None:
    with pytest.raises(ValueError, match="JSON"):
        digest_of(float("nan"))
