"""Validation: pydantic decides whether plain data is what the model says, record by record, here and nowhere else."""

import os
import re
from dataclasses import fields
from typing import Any, TypeVar

from dcgd import model
from dcgd.diagnostics import Code, Finding, Path, Place, Severity
from dcgd.model.fields import brief
from dcgd.naming import nearest, without_numbers
from dcgd.words import Word, listed

MISSING_KEY = Code(
    "missing-key",
    Severity.ERROR,
    "缺少必填的键",
    "这一条少了必须有的键。",
    "- id: 5-1\n  indicator: 新增高新技术企业",
    "- id: 5-1\n  indicator: 新增高新技术企业\n  kind: cumulative\n"
    "  value: 15\n  unit_measure: 家\n  quote: 新增高新技术企业 15 家以上",
    "照提示补上这个键；各个键的含义见 docs/data-model.md，编辑器里装上 YAML 插件会自动提示。",
)
EXTRA_KEY = Code(
    "extra-key",
    Severity.ERROR,
    "不认识的键",
    "没有这个键。多半是写错了；不认识的键不会被默默忽略。",
    "vaule: 15",
    "value: 15",
    "改成提示里的键；确实不需要就删去这一行。要写给人看的话，放在 note 里或写成 # 注释。",
)
WRONG_TYPE = Code(
    "wrong-type",
    Severity.ERROR,
    "值的类型不对",
    "这里要的是另一种值：文字、列表、true/false，或几个词之一。",
    "leads: 区水利局",
    "leads: [区水利局]",
    "照右边的写法改。列表即使只有一个也要方括号；数字当文字用时加引号。",
)
EMPTY_VALUE = Code(
    "empty-value",
    Severity.ERROR,
    "内容为空",
    "这里不能空着，也不能只有空格。",
    'title: ""',
    "title: 壮大科技型企业群体",
    "写上内容；不需要这一项就把整行删去。",
)
BAD_NUMBER = Code(
    "bad-number",
    Severity.ERROR,
    "不是数",
    "数值要写半角数字，不加引号、单位和千分位。",
    'value: "１５家"',
    "value: 15",
    "只留数字本身，计量单位写进 unit_measure。",
)
BAD_DATE = Code(
    "bad-date",
    Severity.ERROR,
    "不是日期",
    "日期写作 YYYY-MM-DD，而且日历上要有这一天。",
    "due: 2023-02-30",
    "due: 2023-02-28",
    "写作 2023-06-30 的样子，月和日都是两位。",
)
CODES = (MISSING_KEY, EXTRA_KEY, WRONG_TYPE, EMPTY_VALUE, BAD_NUMBER, BAD_DATE)

T = TypeVar("T")


_BY_SLUG = {code.slug: code for code in CODES}
"""The codes by the words under which validators of the model refuse."""
_ADAPTERS: dict[type, Any] = {}


def adapter(kind: type) -> Any:
    """The `TypeAdapter` of an entity class, built once."""
    if kind not in _ADAPTERS:
        # Looking for plugins of other packages takes longer than building all our schemas, and none is wanted here.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        from pydantic import TypeAdapter

        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def validated(kind: type[T], data: Any, place: Place) -> tuple[T | None, list[Finding]]:
    """The entity that the `data` at a place describes, or None and all reasons why it describes none."""
    from pydantic import ValidationError

    try:
        entity: T = adapter(kind).validate_python(data)
    except ValidationError as error:
        refusals = error.errors(include_url=False, include_context=True, include_input=True)
        findings = [_finding(item, data, place) for item in refusals]
        return None, [_without_numbers(finding) for finding in findings] if kind is model.Person else findings
    return entity, []


def _without_numbers(finding: Finding) -> Finding:
    """What is said of a person without any number: it may be a phone in the wrong place, and many read messages."""
    return finding._replace(message=without_numbers(finding.message), hint=without_numbers(finding.hint))


def keys(kind: type) -> list[str]:
    """The keys an entity has in YAML."""
    return [item.name.rstrip("_") for item in fields(kind)]


def _finding(error: Any, data: Any, record: Place) -> Finding:
    path: Path = tuple(error["loc"])
    place = record.at(*path)
    kind, value = error["type"], error["input"]
    context = error.get("ctx") or {}
    if kind in _BY_SLUG:
        return _BY_SLUG[kind].at(place, context["message"])
    if kind in ("missing", "missing_argument"):
        return MISSING_KEY.at(record.at(*path[:-1]), f"缺少键 {path[-1]}", f"补上 {path[-1]}: …")
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        near = nearest(str(path[-1]), _siblings(path, data))
        hint = f"是不是：{'、'.join(near)}？" if near else "删去它；不认识的键不会被默默忽略"
        return EXTRA_KEY.at_key(place, f"不认识的键 {brief(path[-1])}", hint)
    if kind in ("string_too_short", "predicate_failed"):
        message = "内容只有空格" if value else "内容是空的"
        return EMPTY_VALUE.at(place, message, "写上内容，或删去这一行")
    if kind == "string_type" and value is None:
        return EMPTY_VALUE.at(place, "这里应是文字，却是空的", "写上内容，或删去这一行")
    message, hint = _translate(kind, value, context)
    return WRONG_TYPE.at(place, message, hint)


def _with_chinese(codes: list[str]) -> str:
    """The codes of a closed set of words, each with its Chinese."""
    words = next((kind for kind in Word.__subclasses__() if [word.value for word in kind] == codes), None)
    return listed(words) if words else "、".join(codes)


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
        hint = f"可以是：{_with_chinese(allowed)}" + (f"；是不是 {near[0]}？" if near else "")
        return f"“{brief(value)}”不在许可的值里", hint
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = context.get("ge", context.get("le"))
        return f"{brief(value)} 超出范围", f"应{'不小于' if 'ge' in context else '不大于'} {limit}"
    return f"“{brief(value)}”不合要求（{kind}）", "对照 docs/data-model.md"


def _siblings(path: Path, data: Any) -> list[str]:
    """The keys that could have been meant where an unknown one was found."""
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
