"""An entity as it is written: what it says, in the order of the model."""

from datetime import date
from decimal import Decimal

from dcgd.model import Adjustable, Adjustment, Report
from dcgd.model.record import record
from factory import part

TARGET = part()


def test_a_record_holds_what_was_said_in_the_order_of_the_model() -> None:
    report = Report(
        target="5-1", date=date(2023, 6, 30), value=Decimal(8), by="区科学技术局", note="公示", correction=True
    )
    assert list(record(report).items()) == [
        ("target", "5-1"),
        ("date", date(2023, 6, 30)),
        ("value", Decimal(8)),
        ("by", "区科学技术局"),
        ("note", "公示"),
        ("correction", True),
    ]


def test_what_has_its_default_is_left_out_unless_it_is_always_written() -> None:
    assert "comparator" not in record(TARGET)
    assert list(record(TARGET, always={"comparator"})) == [
        "id", "indicator", "kind", "comparator", "value", "unit_measure", "quote",
    ]  # fmt: skip


def test_a_key_has_no_underscore_at_its_end() -> None:
    made = Adjustment(
        date=date(2023, 9, 1),
        field=Adjustable.VALUE,
        from_=Decimal(15),
        to=Decimal(12),
        reason="政策调整",
        approved_by="区长",
    )
    assert record(made)["from"] == Decimal(15)
