"""Entities as SQLite and JSON hold them, and back: one codec, driven by the types of their fields.

Numbers stand as whole or floating ones (exact to 15 digits), days as `YYYY-MM-DD`, words of a closed set as text; in a
row, what has parts stands as JSON. What is in the index has been validated: reading checks nothing.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from dcgd.model import Rules

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Entity = TypeVar("Entity", bound="DataclassInstance")
_AS_THEY_ARE = frozenset({str, int, float, bool})
Convert = Callable[[Any], Any]
"""From plain data, but never from None, to a value of a type."""


def plain(value: Any) -> Any:
    """An entity, or a part of one, as what JSON and SQLite hold."""
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if is_dataclass(value):
        return {_key(field.name): plain(getattr(value, field.name)) for field in fields(value)}
    return value


def columns(entity: type[Entity]) -> tuple[str, ...]:
    """The columns of an entity's fields, in the order of the model."""
    return tuple(_key(field.name) for field in fields(entity))


def to_row(entity: "DataclassInstance") -> tuple[Any, ...]:
    """An entity as the values of its columns."""
    return tuple(cell(getattr(entity, field.name)) for field in fields(entity))


def from_row(entity: type[Entity]) -> Callable[[Sequence[Any]], Entity]:
    """What makes an entity of the values of its columns."""
    names = [field.name for field in fields(entity)]
    converts = [(index, convert) for index, field in enumerate(fields(entity)) if (convert := _of_cell(field.type))]

    def make(row: Sequence[Any]) -> Entity:
        values = list(row)
        for index, convert in converts:
            if values[index] is not None:
                values[index] = convert(values[index])
        return entity(**dict(zip(names, values, strict=True)))

    return make


def rules_to_text(rules: Rules) -> str:
    """Rules as the column of a document holds them; empty when all are default."""
    return "" if rules == Rules() else json.dumps(plain(rules), ensure_ascii=False)


@lru_cache(maxsize=64)
def rules_from_text(text: str) -> Rules:
    """The rules that the column of a document holds."""
    rules: Rules = _of_entity(Rules)(json.loads(text)) if text else Rules()
    return rules


@lru_cache(maxsize=4096)
def day(text: str) -> date:
    """`YYYY-MM-DD` as a date; a registry has few of them, many times."""
    return date.fromisoformat(text)


def _number(value: float) -> Decimal:
    """The decimal that was written: the shortest form of a floating number is exact to 15 digits."""
    return Decimal(repr(value))


def _key(name: str) -> str:
    """The key of a field: the last underscore of `from_` is no part of it."""
    return name.rstrip("_")


def cell(value: Any) -> Any:
    """A value as SQLite holds it: lists and mappings as JSON."""
    made = plain(value)
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) if isinstance(made, list | dict) else made


def _of_cell(kind: Any) -> Convert | None:
    """The conversion for a column: what has parts stands in it as JSON, mostly the same few texts."""
    convert = _convert(kind)
    if convert is None or get_origin(_bare(kind)) not in (tuple, Mapping):
        return convert
    return lru_cache(maxsize=256)(lambda text: convert(json.loads(text)))


def _bare(kind: Any) -> Any:
    """A type without what `Annotated` says of it."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


_SIMPLE: Mapping[Any, Convert | None] = {
    str: None,
    int: None,
    bool: bool,
    Decimal: _number,
    date: day,
    datetime: datetime.fromisoformat,
}


def _convert(kind: Any) -> Convert | None:
    """The conversion from plain data to a type; None where they are the same."""
    kind = _bare(kind)
    origin, parts = get_origin(kind), get_args(kind)
    if origin is None:
        return _of_entity(kind) if is_dataclass(kind) else _SIMPLE.get(kind, kind)
    if origin is Literal:
        return None
    if origin in (Union, UnionType):
        kinds = [part for part in parts if part is not type(None)]
        return _convert(kinds[0]) if len(kinds) == 1 else _scalar
    part = _convert(parts[-1] if origin is Mapping else parts[0]) or _same
    if origin is Mapping:
        key = _convert(parts[0]) or _same
        return lambda pairs: {key(name): part(value) for name, value in pairs.items()}
    return lambda values: tuple(part(value) for value in values)


def _same(value: Any) -> Any:
    return value


def _scalar(value: Any) -> Decimal | date | str:
    """Where several types may stand, a number is a Decimal, and a text a day if it can be one."""
    if not isinstance(value, str):
        return _number(value)
    try:
        return day(value)
    except ValueError:
        return value


def _of_entity(entity: Any) -> Convert:
    converts = [(field.name, _key(field.name), _convert(field.type) or _same) for field in fields(entity)]

    def make(pairs: dict[str, Any]) -> Any:
        return entity(
            **{name: None if (value := pairs[key]) is None else convert(value) for name, key, convert in converts}
        )

    return make
