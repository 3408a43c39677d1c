"""The gate: pydantic decides whether plain data is what the model says, record by record."""

import os
import re
from typing import Any, NamedTuple, TypeVar

from dcgd.model.kinds import brief
from dcgd.naming import nearest
from dcgd.source.parsed import Path

T = TypeVar("T")


class Refusal(NamedTuple):
    """Why a value did not pass: where (inside the record), under which code, what is wrong and how to mend it."""

    path: Path
    of_key: bool
    code: str
    message: str
    hint: str


_ADAPTERS: dict[type, Any] = {}


def adapter(kind: type) -> Any:
    """The `TypeAdapter` of an entity class, built once."""
    if kind not in _ADAPTERS:
        # Looking for plugins of other packages takes longer than building all our schemas, and none is wanted here.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        from pydantic import TypeAdapter

        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def admit(kind: type[T], data: Any) -> tuple[T | None, list[Refusal]]:
    """The entity that `data` describes, or None and all reasons why it describes none."""
    from pydantic import ValidationError

    try:
        entity: T = adapter(kind).validate_python(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True, include_input=True)
        return None, [_refusal(item, data) for item in found]
    return entity, []


def keys(kind: type) -> list[str]:
    """The keys an entity has in YAML."""
    from dataclasses import fields

    return [item.name.rstrip("_") for item in fields(kind)]


def _refusal(error: Any, data: Any) -> Refusal:
    path: Path = tuple(error["loc"])
    kind, value = error["type"], error["input"]
    context = error.get("ctx") or {}
    if "-" in kind:  # a code of the catalogue; pydantic's own have underscores
        return Refusal(path, False, kind, context["message"], "")
    if kind in ("missing", "missing_argument"):
        return Refusal(path[:-1], False, "missing-key", f"缺少键 {path[-1]}", f"补上 {path[-1]}: …")
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        near = nearest(str(path[-1]), _siblings(path, data))
        hint = f"是不是：{'、'.join(near)}？" if near else "删去它；不认识的键不会被默默忽略"
        return Refusal(path, True, "extra-key", f"不认识的键 {brief(path[-1])}", hint)
    if kind in ("string_too_short", "predicate_failed"):
        message = "内容只有空格" if value else "内容是空的"
        return Refusal(path, False, "empty-value", message, "写上内容，或删去这一行")
    if kind == "string_type" and value is None:
        return Refusal(path, False, "empty-value", "这里应是文字，却是空的", "写上内容，或删去这一行")
    message, hint = _translate(kind, value, context)
    return Refusal(path, False, "wrong-type", message, hint)


def _translate(kind: str, value: object, context: dict[str, Any]) -> tuple[str, str]:
    if kind == "string_type":
        if isinstance(value, dict | list):
            return "这里应是文字，却是列表或键值", "只写一段文字"
        return f"“{brief(value)}”应是文字", f'数字和 true、false 作文字用时加上引号："{brief(value)}"'
    if kind in ("tuple_type", "list_type"):
        return "这里应是列表", "写成 [甲, 乙]，一个也要方括号，没有就写 []"
    if kind in ("dataclass_type", "dict_type", "mapping_type"):
        return "这里应是一组“键: 值”", "对照 docs/data-model.md 写上各个键"
    if kind in ("literal_error", "enum"):
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        near = nearest(str(value), allowed, most=1)
        hint = f"可以是：{'、'.join(allowed)}" + (f"；是不是 {near[0]}？" if near else "")
        return f"“{brief(value)}”不在许可的值里", hint
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = context.get("ge", context.get("le"))
        return f"{brief(value)} 超出范围", f"应{'不小于' if 'ge' in context else '不大于'} {limit}"
    return f"“{brief(value)}”不合要求（{kind}）", "对照 docs/data-model.md"


def _siblings(path: Path, data: Any) -> list[str]:
    """The keys that could have been meant where an unknown one was found."""
    from dcgd import model

    here: Any = data
    for step in path[:-1]:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return []
    present = set(here) if isinstance(here, dict) else set()
    known = (
        entity
        for entity in vars(model).values()
        if isinstance(entity, type) and hasattr(entity, "__dataclass_fields__")
    )
    # The entity is the one that most of the keys present belong to.
    best = max(known, key=lambda entity: len(present & set(keys(entity))))
    return [key for key in keys(best) if key not in present]
