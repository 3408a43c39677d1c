"""The bodies that answer for tasks."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from dcgd.model.fields import STRICT, Flag, Says, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One body with one canonical name and any number of other names for it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    name: Annotated[Text, Says("单位的规范名称")]
    aliases: Annotated[tuple[Text, ...], Says("别名、简称、曾用名")] = ()
    note: Annotated[Text | None, Says("说明")] = None
    review: Annotated[Flag, Says("导入的草稿，待人工核对")] = False
