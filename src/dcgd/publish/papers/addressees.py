"""To whom a paper for all goes (主送): classes of units in their order, as their `group` and their names say."""

import re
from collections.abc import Iterator, Sequence

from dcgd.publish.papers.wording import place_of
from dcgd.publish.snapshot import Snapshot

ALL = "各责任单位"
"""To whom a paper goes where units have no groups; and what the register calls all of them."""
_TOWN, _TOWNSHIP, _STREET = (
    re.compile(f"{end}$") for end in ("镇(?:人民)?(?:政府)?", "乡(?:人民)?(?:政府)?", "街道(?:办事处|办)?")
)
_ZONE, _COMPANY = re.compile("开发区|园区|高新区|新区"), re.compile("国企|企业|公司")


def addressees(snapshot: Snapshot) -> str:
    """`各镇人民政府、街道办事处，云汐经济开发区，区直各部门、各单位`: of those that lead, help with or hold a share."""
    parts = (part for judged in snapshot.items for part in (judged, *judged.shares))
    involved = {(part.home.document_id, unit) for part in parts for unit, _role in part.home.units}
    groups = [(unit, group) for (document, unit), group in snapshot.groups.items() if (document, unit) in involved]
    if not any(group for _unit, group in groups):
        return ALL
    place = place_of((snapshot.documents[0]["issuer"] if snapshot.documents else None) or "")[-1:]
    return "，".join(_classes(groups, place if place in ("区", "县", "市", "旗") else ""))


def _classes(groups: Sequence[tuple[str, str | None]], place: str) -> Iterator[str]:
    """Towns and streets, zones, departments, companies; `place`: what stands in front of 直 and 属."""
    names = [unit for unit, _group in groups]
    towns = "".join(word for word, end in (("乡", _TOWNSHIP), ("镇", _TOWN)) if any(map(end.search, names)))
    streets = any(map(_STREET.search, names))
    if towns or streets:
        governments = [f"{towns}人民政府"] if towns else []
        yield f"各{'、'.join([*governments, *(['街道办事处'] if streets else [])])}"
    others = [
        (unit, group or "")
        for unit, group in groups
        if not any(end.search(unit) for end in (_TOWN, _TOWNSHIP, _STREET))
    ]
    zones = dict.fromkeys(unit for unit, group in others if _ZONE.search(group))
    if zones:
        yield "、".join(zones)
    rest = [group for unit, group in others if unit not in zones]
    if any(not _COMPANY.search(group) for group in rest):
        yield f"{place}直各部门、各单位" if place else "各部门、各单位"
    if any(_COMPANY.search(group) for group in rest):
        yield f"{place}属各企业" if place else "各企业"
