"""What makes a record one that can be relied on: when and by whom it was written, and the evidence for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, NamedTuple

from dcgd.model.fields import STRICT, Says, Text, brief, refuse

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class Stamp(NamedTuple):
    """When a record was written, to the second and in the office's time, and by whom."""

    recorded: datetime
    recorded_by: str

    @property
    def day(self) -> date:
        """The day on which it was written."""
        return self.recorded.date()

    @property
    def keys(self) -> dict[str, Any]:
        """The keys of a record that say so."""
        return self._asdict()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file or a page that shows that a report is true; of a file also what was in it, as a digest."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    file: Annotated[Text | None, Says("文件，从登记册的文件夹算起，如 evidence/验收单.pdf")] = None
    url: Annotated[Text | None, Says("网址")] = None
    sha256: Annotated[Text | None, Says("文件的 SHA-256 摘要，程序写；dcgd verify 照它核对")] = None

    def __post_init__(self) -> None:
        """It is either a file or a page, and a digest is one of 64 hexadecimal figures, of a file."""
        if (self.file is None) == (self.url is None):
            raise refuse("wrong-type", "佐证的 file 和 url 应写其一")
        if self.sha256 is not None and (self.file is None or not _DIGEST.fullmatch(self.sha256)):
            raise refuse("wrong-type", f"“{brief(self.sha256)}”不是文件的 SHA-256 摘要（64 位十六进制的小写）")

    @property
    def name(self) -> str:
        """The file or the address as a person reads it."""
        return self.file or self.url or ""

    @property
    def written(self) -> dict[str, Any]:
        """What it is in YAML: the keys that say something."""
        return {key: value for key in ("file", "url", "sha256") if (value := getattr(self, key)) is not None}


def named_evidence(text: str) -> Evidence:
    """The evidence that a text names: an address of the web, else a file."""
    return Evidence(url=text) if _ADDRESS.match(text) else Evidence(file=text)


def written_evidence(evidence: Sequence[Evidence]) -> str | list[dict[str, Any]] | None:
    """Evidence as YAML has it: one that is only named is the name itself, as it always was."""
    if len(evidence) == 1 and evidence[0].sha256 is None and evidence[0] == named_evidence(evidence[0].name):
        return evidence[0].name
    return [part.written for part in evidence] or None


def evidence_names(evidence: Sequence[Evidence]) -> str | None:
    """What evidence there is, as one text for a person; None if there is none."""
    return "；".join(part.name for part in evidence) or None


@dataclass(frozen=True, slots=True)
class OrItsName:
    """Marks a list of evidence in whose place its name alone may stand, as in registries of before."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(_of_name, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "minLength": 1}, handler(schema)]}


def _of_name(value: object) -> object:
    """A name as the list that it stands for; all else as it is."""
    if not isinstance(value, str):
        return value
    if not value.strip():
        raise refuse("wrong-type", "佐证是空的；写文件名或网址，或删去这一行")
    return (named_evidence(value),)


AllEvidence = Annotated[tuple[Evidence, ...], OrItsName()]
