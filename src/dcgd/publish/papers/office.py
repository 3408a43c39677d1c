"""What a paper says of the office that issues it, and what of its issue is known: the rest is room to write in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from dcgd.data_words import HeadKind, PaperKind
from dcgd.model import Rules
from dcgd.naming import chinese_day, printed_name
from dcgd.publish.papers.wording import number_blank
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.table import Row

HEADS: Mapping[PaperKind, HeadKind] = MappingProxyType(
    {
        PaperKind.BULLETIN: HeadKind.BULLETIN,
        PaperKind.BRIEF: HeadKind.BULLETIN,
        PaperKind.REMINDER: HeadKind.LETTER,
        PaperKind.APPRAISAL: HeadKind.DOCUMENT,
    }
)
"""The head of each kind of paper where the office says nothing; the others have that of a form."""
_MARKS = {PaperKind.BULLETIN: "督查通报", PaperKind.BRIEF: "督查专报"}
"""The red name above a paper with the head of a 简报."""
_LONG_MARK = 8
"""Characters from which a mark stands in smaller type, so that it keeps to one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What is known of the issue of a paper. What is empty is left to be written in by hand."""

    number: str = ""
    dated: date | None = None
    phone: str = ""
    """Of the office's contact."""

    def day(self, snapshot: Snapshot) -> date:
        """The day from which deadlines are counted: that of the paper, of one without a date that of the figures."""
        return self.dated or snapshot.as_of


def rules_of(snapshot: Snapshot) -> Rules:
    """The rules by which a snapshot's first item was judged."""
    return snapshot.items[0].rules if snapshot.items else Rules()


def office_facts(snapshot: Snapshot, kind: PaperKind, imprint: Imprint) -> Row:
    """What stands at the head and the foot of a paper. `number` and `dated` are empty where they are not known yet.

    `head`: its kind; `mark`: the red name, `small_mark` whether it is long; `signed`: who issues it; `desk`: to whom
    units answer; `contact`, `phone`; `copies`: the usual 抄送; `signer`: who signs it off.
    """
    office = rules_of(snapshot).office
    issuer = (snapshot.documents[0]["issuer"] if snapshot.documents else None) or ""
    head = office.heads.get(kind, HEADS.get(kind, HeadKind.SHEET))
    signed = issuer if head is HeadKind.DOCUMENT else office.name or issuer
    mark = {HeadKind.DOCUMENT: f"{issuer}文件" if issuer else ""}.get(head, _MARKS.get(kind, "") or signed)
    mark = signed if head is HeadKind.LETTER else mark
    year = imprint.dated.year if imprint.dated else snapshot.as_of.year
    return {
        "head": head.value,
        "mark": mark,
        "small_mark": len(mark) > _LONG_MARK or head is HeadKind.LETTER,
        "number": imprint.number.removeprefix(mark),  # 督查专报第1期 stands below 督查专报
        "number_blank": number_blank(office.series_of(kind), year).removeprefix(mark),
        "dated": chinese_day(imprint.dated) if imprint.dated else "",
        "signed": signed,
        "stamped": office.stamped.get(kind, head is not HeadKind.BULLETIN),
        "desk": office.desk or office.name or "",
        "contact": printed_name(office.contact or ""),
        "phone": imprint.phone,
        "copies": "，".join(office.copies),
        "signer": printed_name(office.signers.get(kind, "")),
    }
