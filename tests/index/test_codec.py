"""Entities into rows and JSON and back: nothing is lost or bent, whatever the types of their fields."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import fields
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.index.codec import columns, from_row, plain, rules_from_text, rules_to_text, to_row
from dcgd.index.schema import INTERNAL, PUBLIC
from dcgd.model import Adjustable, Adjustment, Evidence, Kind, Milestone, Notice, Problem, Report, Rules, Status, Target
from dcgd.model.items import Item

SHANGHAI = timezone(timedelta(hours=8))
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=3)
DAYS = st.dates(min_value=date(1000, 1, 1))
TEXTS = st.text(max_size=20)
MOMENTS = st.datetimes(min_value=datetime(1000, 1, 1)).map(lambda at: at.replace(microsecond=0, tzinfo=SHANGHAI))
STAMPS = {"recorded": st.none() | MOMENTS, "recorded_by": st.none() | TEXTS}
EVIDENCE = st.one_of(
    st.builds(Evidence, url=TEXTS), st.builds(Evidence, file=TEXTS, sha256=st.none() | st.just("0123456789abcdef" * 4))
)
TABLES = {
    Target: "targets",
    Milestone: "milestones",
    Item: "items",
    Report: "reports",
    Problem: "problems",
    Notice: "notices",
}


def any_of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type, as validation would let them through."""
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    origin, parts = get_origin(kind), get_args(kind)
    simple = {
        Decimal: NUMBERS,
        date: DAYS,
        datetime: MOMENTS,
        str: TEXTS,
        int: st.integers(0, 10**6),
        bool: st.booleans(),
    }
    if kind in simple:
        return simple[kind]
    if origin in (Union, UnionType):
        return st.one_of([st.none() if part is type(None) else any_of(part) for part in parts])
    if origin is Literal:
        return st.sampled_from(parts)
    if origin is tuple:
        return st.lists(any_of(parts[0]), max_size=3).map(tuple)
    if origin is Mapping:
        return st.dictionaries(any_of(parts[0]), any_of(parts[1]), max_size=3)
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    return entities(kind)


def entities(entity: Any) -> st.SearchStrategy[Any]:
    if entity is Evidence:
        return EVIDENCE
    if entity is Adjustment:  # both sides are of the type of its field
        texts = {"reason": TEXTS, "approved_by": TEXTS, "date": DAYS, **STAMPS}
        return st.one_of(
            st.builds(Adjustment, field=st.just(Adjustable.VALUE), from_=NUMBERS, to=NUMBERS, **texts),
            st.builds(Adjustment, field=st.just(Adjustable.DUE), from_=DAYS, to=DAYS, **texts),
            st.builds(
                Adjustment, field=st.just(Adjustable.FIRMNESS), from_=st.just("firm"), to=st.just("strive"), **texts
            ),
        )
    return st.builds(entity, **{field.name: any_of(field.type) for field in fields(entity)})


@pytest.mark.parametrize("entity", TABLES, ids=lambda entity: entity.__name__)
@given(data=st.data())
def test_an_entity_comes_back_from_its_row_as_it_was(entity: Any, data: st.DataObject) -> None:
    before = data.draw(entities(entity))
    row = to_row(before)
    assert all(value is None or isinstance(value, str | int | float) for value in row)
    assert from_row(entity)(row) == before


@given(entities(Rules))
def test_rules_come_back_from_their_text_as_they_were(rules: Rules) -> None:
    assert rules_from_text(rules_to_text(rules)) == rules


def test_rules_that_are_all_default_take_no_room() -> None:
    assert rules_to_text(Rules()) == ""
    assert rules_from_text("") == Rules()


def test_a_column_is_read_as_sqlite_gives_it(tmp_path: Path) -> None:
    """Whole numbers in a REAL column come back as floating ones, booleans as 0 and 1."""
    target = Target(
        id="1-1", indicator="x", kind=Kind.LEVEL, value=Decimal(15), unit_measure="家", quote="x", implied=True
    )
    row = [
        float(value) if name == "value" else value for name, value in zip(columns(Target), to_row(target), strict=True)
    ]
    row[columns(Target).index("implied")] = 1
    assert from_row(Target)(row) == target


@pytest.mark.parametrize(
    ("entity", "table"), TABLES.items(), ids=lambda parameter: getattr(parameter, "__name__", parameter)
)
def test_every_field_has_a_column_in_the_order_of_the_model(entity: Any, table: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(PUBLIC + INTERNAL)
        there = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    assert [name for name in there if name in columns(entity)] == list(columns(entity))


def test_plain_data_is_what_json_holds() -> None:
    change = Adjustment(
        date=date(2025, 6, 1),
        field=Adjustable.DUE,
        from_=date(2025, 6, 30),
        to=date(2025, 9, 30),
        reason="…",
        approved_by="…",
    )
    assert plain(change) == {
        **{"date": "2025-06-01", "field": "due", "from": "2025-06-30", "to": "2025-09-30"},
        **{"reason": "…", "approved_by": "…", "request": None, "recorded": None, "recorded_by": None},
    }
    assert plain({Status.DONE: (Decimal("1.50"), Decimal("2.0"))}) == {"done": [1.5, 2]}
    assert json.dumps(plain([Status.DONE])) == '["done"]'
