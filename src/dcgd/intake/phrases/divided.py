"""How a number is divided among units where it stands: 改造老旧小区7个，其中柳园4个、新区3个."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dcgd.intake.phrases.candidates import Candidate

_OPENS = re.compile(r"[，,；;：:]?\s*(?:其中|分别为|分解为|分解到)[：:，,]?\s*$|[，,；;：:]\s*$")
_SAID = re.compile("^(?:其中|分别为|分解为|分解到)")
_BETWEEN = re.compile(r"\s*[、，,；;和]?\s*")
_NAME = re.compile("[\u4e00-\u9fff]{2,12}")
_PLACE = re.compile(
    "(?:街道|街道办事处|镇|乡|办事处|管委会|(?:开发|新|高新|高新技术产业|经开|度假|示范|产业)区|产业园|(?<![小城社山景库校牧郊片])区|县|市)$"
)
_NO_UNIT = re.compile(
    "建|扩|改造|新增|续|完成|城镇|农村|城区|小区|社区|乡镇|季度|半年|上级|市级|省级|国家级|区级|县级|以上|以下|重点|一般|其他|其余|男|女"
)


def divided(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of a text by place, those that only divide the one before them among units as its `shares`.

    The parts are in the same measure and are taken for shares where they are all of units by their names, or at least
    one is and they add up to the whole: 新建3所、改扩建2所 is nobody's.
    """
    kept: list[Candidate] = []
    at = 0
    while at < len(candidates):
        whole = candidates[at]
        parts = _parts(text, whole, candidates[at + 1 :])
        if parts:
            whole = replace(whole, shares=tuple((part.indicator, part.value) for part in parts))
        kept.append(whole)
        at += 1 + len(parts)
    return kept


def _parts(text: str, whole: Candidate, following: Sequence[Candidate]) -> list[Candidate]:
    """The candidates behind one that divide it; empty where they do not."""
    parts: list[Candidate] = []
    end = whole.place + len(whole.quote)
    for part in following:
        between = text[end : part.place]
        opens = _OPENS.fullmatch(between + (_SAID.match(part.quote) or [""])[0]) if not parts else None
        if part.measure != whole.measure or not (opens or (parts and _BETWEEN.fullmatch(between))):
            break
        if not parts and "其中" not in between + part.quote[:2] and not _SAID.match(part.quote):
            break
        parts.append(part)
        end = part.place + len(part.quote)
    names = [part.indicator for part in parts]
    if len(set(names)) < 2 or len(set(names)) < len(names):
        return []
    if any(not _NAME.fullmatch(name) or _NO_UNIT.search(name) for name in names):
        return []
    places = [bool(_PLACE.search(name)) for name in names]
    total = sum((part.value for part in parts), Decimal(0))
    return parts if all(places) or (any(places) and total == whole.value) else []
