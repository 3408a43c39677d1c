"""Months that were sealed (封存): what stood in the registry then, by its digests and in an archive."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from dcgd.model.fields import STRICT, Day, Digest, Moment, Month, Says, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A month that was sealed; one that was amended is sealed again, with a reason."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    period: Annotated[Month, Says("哪个月，如 2025-09")]
    as_of: Annotated[Day, Says("数据截至哪一天：那个月的最后一天")]
    sealed: Annotated[Moment, Says("封存之时")]
    by: Annotated[Text, Says("谁封存的")]
    reason: Annotated[Text | None, Says("再次封存的理由：哪一条为什么改了")] = None
    archive: Annotated[Text, Says("存档：当时读到的全部 YAML，如 seals/2025-09.zip")]
    records: Annotated[Digest, Says("当时的登记册（papers.yaml 除外）的 SHA-256 摘要；前八位印在公文上")]
    evidence: Annotated[Digest, Says("当时各份佐证的 SHA-256 摘要")]
    papers: Annotated[Digest, Says("当时 papers.yaml 的 SHA-256 摘要")]
    previous: Annotated[Digest | None, Says("上一个封存的 records；第一个没有")] = None

    @property
    def mark(self) -> str:
        """What papers print of it: the first eight digits of the records' digest."""
        return self.records[:8]
