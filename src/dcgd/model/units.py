"""The bodies that answer for tasks."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from dcgd.model.fields import STRICT, Bare, Flag, Says, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One body with one canonical name and any number of other names for it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    name: Annotated[Bare, Says("单位的规范名称")]
    short: Annotated[Bare | None, Says("规范化简称；也认作它的名称")] = None
    group: Annotated[Text | None, Says("哪一类：党委部门、政府部门、镇街、开发区、国企 …")] = None
    aliases: Annotated[tuple[Bare, ...], Says("别名、简称、曾用名")] = ()
    leader: Annotated[Text | None, Says("分管领导：在 people.yaml 里的姓名")] = None
    head: Annotated[Text | None, Says("主要负责人：它牵头的任务的责任人")] = None
    contact: Annotated[Text | None, Says("联系人")] = None
    note: Annotated[Text | None, Says("说明")] = None
    review: Annotated[Flag, Says("导入的草稿，待人工核对")] = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the unit: the canonical one, its other names, and its short one if that is none of these."""
        known = (self.name, *self.aliases)
        return known if self.short is None or self.short in known else (*known, self.short)
