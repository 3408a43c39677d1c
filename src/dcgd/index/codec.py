"""Converts entities to what SQLite and JSON hold, and back: one codec, driven by the types of the fields.

Numbers become integers or floats (exact to 15 digits), days `YYYY-MM-DD`, words of a closed set their code; in a row,
lists and mappings become JSON. What the index holds has been validated, so reading checks nothing.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from operator import attrgetter
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
    """Convert an entity, or a part of one, to plain data: None, numbers, texts, lists and dicts."""
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Enum):
        return value._value_  # `value.value` is looked up five times as slowly
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
    """Return the names of the columns that hold an entity's fields, in the order of the model."""
    return tuple(_key(field.name) for field in fields(entity))


def to_row(entity: "DataclassInstance") -> tuple[Any, ...]:
    """Convert an entity to the values of its columns."""
    return tuple([cell(value) for value in _fields_of(type(entity))(entity)])


@cache
def _fields_of(entity: type[Any]) -> Callable[[Any], Sequence[Any]]:
    """Return a function that takes the values of all fields from an entity; all entities have several."""
    return attrgetter(*(field.name for field in fields(entity)))


def from_row(entity: type[Entity]) -> Callable[[Sequence[Any]], Entity]:
    """Return a function that makes an entity from the values of its columns, in their order."""
    names = [field.name for field in fields(entity)]
    converts = [(index, convert) for index, field in enumerate(fields(entity)) if (convert := _of_cell(field.type))]

    def make(row: Sequence[Any]) -> Entity:
        values = list(row)
        for index, convert in converts:
            if values[index] is not None:
                values[index] = convert(values[index])
        return entity(**dict(zip(names, values, strict=True)))

    return make


def to_text(entity: "DataclassInstance") -> str:
    """An entity as JSON."""
    return json.dumps(plain(entity), ensure_ascii=False)


def from_text(entity: type[Entity], text: str) -> Entity:
    """The entity that a text is of."""
    made: Entity = _of_entity(entity)(json.loads(text))
    return made


def rules_to_text(rules: Rules) -> str:
    """Convert rules to the text of the column `documents.rules`; empty where all rules are the default."""
    return "" if rules == Rules() else json.dumps(plain(rules), ensure_ascii=False)


@lru_cache(maxsize=64)
def rules_from_text(text: str) -> Rules:
    """Convert the text of the column `documents.rules` back to rules."""
    rules: Rules = _of_entity(Rules)(json.loads(text)) if text else Rules()
    return rules


@lru_cache(maxsize=4096)
def day(text: str) -> date:
    """Convert `YYYY-MM-DD` to a date; cached, because a registry repeats few days many times."""
    return date.fromisoformat(text)


def number(value: float) -> Decimal:
    """Convert a float back to the decimal that was written: its shortest form is exact to 15 digits."""
    return Decimal(repr(value))


def _key(name: str) -> str:
    """Return the key of a field, without the underscore that keeps `from_` apart from the Python keyword."""
    return name.rstrip("_")


def cell(value: Any) -> Any:
    """A value as SQLite holds it: lists and mappings as JSON."""
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if value == ():  # the most frequent list
        return "[]"
    made = plain(value)
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) if isinstance(made, list | dict) else made


def _of_cell(kind: Any) -> Convert | None:
    """Return the conversion for a column: lists and mappings stand in it as JSON, mostly the same few texts."""
    convert = _convert(kind)
    if convert is None or get_origin(_bare(kind)) not in (tuple, Mapping):
        return convert
    return lru_cache(maxsize=256)(lambda text: convert(json.loads(text)))


def _bare(kind: Any) -> Any:
    """Strip `Annotated` from a type."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


_SIMPLE: Mapping[Any, Convert | None] = {
    str: None,
    int: None,
    bool: bool,
    Decimal: number,
    date: day,
    datetime: datetime.fromisoformat,
}


def _convert(kind: Any) -> Convert | None:
    """Return the conversion from plain data to a type, or None where plain data is used as it is."""
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
    """Convert a value of a field with several types: numbers to Decimal, texts to a day where they are one."""
    if not isinstance(value, str):
        return number(value)
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
