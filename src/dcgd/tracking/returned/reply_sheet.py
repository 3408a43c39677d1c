"""The 反馈单 that a unit returned, filled in by hand, as a Word document or a workbook: what its labelled cells say.

A cell is known by the label beside it or above it, so that the sheet may be restyled, retyped or printed by others.
Nothing that is found is believed: what is unclear is a doubt with its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from dcgd.errors import NotRecorded, Unreadable
from dcgd.intake.text.contacts import without_contacts
from dcgd.intake.text.docx_document import read_word
from dcgd.intake.text.docx_tables import CELL_BREAK
from dcgd.naming import halfwidth
from dcgd.source.package import BadPackage, Package
from dcgd.source.sheets import read_book
from dcgd.tracking.returned.cells import text_of
from dcgd.tracking.returned.merged import letters
from dcgd.unseen import without_unseen

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "cause": "原因|未达(?:到)?(?:序时)?进度的?原因|未完成的?原因|滞后原因|原因分析|存在问题及原因",
        "measures": "措施|下一步措施(?:及时间节点)?|整改措施|下一步打算|下一步工作措施|办理措施",
        "finish": "完成时间|预计完成(?:的)?时间|预计办结时间|办结时间|完成时限|预计完成日期",
        "owner": "责任人(?:、?(?:联系)?电话)?|责任人(?:及|和)(?:联系)?电话",
        "clerk": "经办人(?:、?(?:联系)?电话)?",
    }
)
"""What stands beside each key of a reply; `clerk` is the owner where no owner is asked for."""
_NAMES = MappingProxyType(
    {"cause": "原因", "measures": "措施", "finish": "完成时间", "owner": "责任人", "clerk": "经办人"}
)
_LABEL = {key: re.compile(words) for key, words in LABELS.items()}
_OTHERS = re.compile(
    "进展情况|需协调(?:解决)?的?(?:问题|事项)|佐证(?:材料)?(?:清单)?|电话|联系电话|主要负责人(?:签字)?|签字|日期|"
    "审核意见|审核人|备注|附件|填报单位|主送单位|单号|编号|填报时间|反馈时间|回复时间"
)
"""Labels of a 反馈单 that are read into no key: no value runs over them."""
_BEGINS = re.compile("以下由.{2,12}填写|反馈单|回执")
_NUMBER = re.compile(r"DB-\d{4}-\d{3,6}", re.ASCII)
_PAPER = re.compile(r"[^\s：:，,。；;、（）()〔〕]{1,20}[〔\[【(（]\d{4}[〕\]】)）]\s?\d{1,6}\s?号")
"""The number on a paper, 云督办〔2025〕4号."""
OUTSIDE = "表格之外"
"""The place of a line of a Word document that stands in no table."""
_LONGEST, _MOST_ROWS, _LABEL_AT_MOST = 1000, 5000, 40
_NOTHING = frozenset({"", "无", "/", "—", "——", "-"})


class Told(NamedTuple):
    """What a labelled cell says, and where it stands."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class ReplySheet:
    """A returned sheet: the notices that it names, what it says by the keys of a reply, what of it was not taken.

    `papers`: the numbers of papers on it, that of the sheet itself among them, if it was issued under one.
    """

    numbers: tuple[str, ...]
    told: Mapping[str, Told]
    remarks: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


class _Row(NamedTuple):
    """A line of the sheet: where it stands, and its cells from the left."""

    place: str
    cells: Sequence[tuple[str, str]]
    """Each with its own place."""


def read_reply(data: bytes) -> ReplySheet:
    """What a returned sheet says.

    Raises Unreadable for what is neither a Word document nor a workbook, NotRecorded for one without the cells of a
    reply, or in which they say two things.
    """
    rows = list(_of_word(data) if _is_word(data) else _of_book(data))
    if len(rows) > _MOST_ROWS:
        raise Unreadable(f"超过 {_MOST_ROWS} 行，不像反馈单")
    numbers = {number for row in rows for text, _place in row.cells for number in _NUMBER.findall(halfwidth(text))}
    papers = {number for row in rows for text, _place in row.cells for number in _PAPER.findall(text)}
    begins = [
        place
        for place, row in enumerate(rows)
        if any(_BEGINS.search(_bare(text[:_LABEL_AT_MOST])) for text, _at in row.cells)
    ]
    reply = rows[begins[-1] :] if begins and _has_labels(rows[begins[-1] :]) else rows
    if not _has_labels(reply):
        raise NotRecorded(f"不像反馈单：里面没有“{'”“'.join(_NAMES[key] for key in ('cause', 'measures'))}”这些格")
    told, remarks = _told(reply)
    if not told:
        raise NotRecorded("反馈单上原因、措施、完成时间、责任人一格也没有填")
    return ReplySheet(tuple(sorted(numbers)), told, tuple(remarks), tuple(sorted(papers)))


def _is_word(data: bytes) -> bool:
    """Whether it is a package that is no workbook; what is no package at all is refused as a workbook would be."""
    try:
        package = Package(data)
        return not any(to.kind == "officeDocument" and to.part.startswith("xl/") for to in package.relations())
    except BadPackage:
        return False


def _of_word(data: bytes) -> Iterator[_Row]:
    """The lines and the rows of tables, in their order; the latter are counted."""
    text, _unread = read_word(data)
    number = 0
    for line in text.split("\n"):
        number += "\t" in line
        place = f"表格第 {number} 行" if "\t" in line else OUTSIDE
        yield _Row(place, [(_clean(cell), place) for cell in line.split("\t")])


def _of_book(data: bytes) -> Iterator[_Row]:
    for sheet in read_book(data).sheets:
        for number in sorted(sheet.rows):
            cells = sorted(sheet.rows[number].items())
            there = [(_clean(text_of(cell)), f"{sheet.title}!{letters(column)}{number}") for column, cell in cells]
            yield _Row(f"{sheet.title}第 {number} 行", there)


def _clean(text: str) -> str:
    return " ".join(without_unseen(text.replace(CELL_BREAK, " "), "").split())


def _bare(text: str) -> str:
    """A label without what people put around it: blanks, a colon, a remark in brackets."""
    return re.sub(r"[（(].*?[)）]|[\s:：*]", "", text)


def _key(text: str) -> str:
    """The key whose label a cell is; `other` for a label that is read into none, empty for what is no label."""
    if len(text) > _LABEL_AT_MOST:
        return ""
    bare = _bare(text)
    return next(
        (key for key, label in _LABEL.items() if label.fullmatch(bare)), "other" if _OTHERS.fullmatch(bare) else ""
    )


def _begins(row: _Row) -> bool:
    """Whether the part that the unit fills in begins here."""
    return any(_BEGINS.search(_bare(text[:_LABEL_AT_MOST])) for text, _place in row.cells)


def _has_labels(rows: Sequence[_Row]) -> bool:
    """Whether at least two of the cells that a reply fills are there."""
    keys = {_key(text) or _split(text)[0] for row in rows for text, _place in row.cells}
    return len(keys & {"cause", "measures", "finish", "owner"}) > 1


def _split(text: str) -> tuple[str, str]:
    """The key and the value of `原因：用电不足`, all in one cell or line; empty for anything else."""
    label, colon, value = text.partition("：") if "：" in text else text.partition(":")
    return (_key(label), value.strip()) if colon and value.strip() else ("", "")


def _told(rows: Sequence[_Row]) -> tuple[dict[str, Told], list[str]]:
    """What the labelled cells say, and remarks."""
    values: dict[str, list[Told]] = {}
    for row, below in zip(rows, (*rows[1:], None), strict=True):
        for key, value in _values(row, below):
            if value.text not in _NOTHING and all(value.text != known.text for known in values.get(key, ())):
                values.setdefault(key, []).append(value)
    remarks = []
    if "owner" not in values and "clerk" in values:
        values["owner"] = values["clerk"]
    values.pop("clerk", None)
    told = {}
    for key, several in values.items():
        if len(several) > 1:
            there = "、".join(f"{value.place}“{_brief(value.text)}”" for value in several)
            raise NotRecorded(f"“{_NAMES[key]}”写了两处，不知道该用哪一处：{there}")
        text, place = several[0]
        if len(text) > _LONGEST:
            raise NotRecorded(f"{place}“{_NAMES[key]}”太长（{len(text)} 字），至多 {_LONGEST} 字")
        if key != "finish":
            kept = " ".join(without_contacts(text, among_contacts=key == "owner").split()).strip("，,、；;：: ")
            if kept != text:
                remarks.append(f"{place}的电话、邮箱没有登记：人的电话只写在 people.yaml")
            text = kept
        if text:
            told[key] = Told(text, place)
    return told, remarks


def _values(row: _Row, below: _Row | None) -> Iterator[tuple[str, Told]]:
    """The keys of a row's labels, each with what stands behind it, or below where the label has the row to itself."""
    key = ""
    parts: list[str] = []
    at = ""
    for text, place in (*row.cells, ("", "")):
        named = _key(text) if text else ""
        if (named or not place) and key not in ("", "other"):
            yield key, Told(" ".join(parts), at)
        if named:
            key, parts, at = named, [], place
        elif text and key:
            parts, at = [*parts, text], place if not parts else at
        elif text:
            inside, value = _split(text)
            if inside not in ("", "other"):
                yield inside, Told(value, place)
    alone = [text for text, _place in row.cells if text]
    in_table = below is not None and row.place != OUTSIDE != below.place
    if in_table and below and len(alone) == 1 and _key(alone[0]) not in ("", "other"):
        beneath = [(text, place) for text, place in below.cells if text]
        if len(beneath) == 1 and not _key(beneath[0][0]) and not _split(beneath[0][0])[0]:
            yield _key(alone[0]), Told(*beneath[0])


def _brief(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
