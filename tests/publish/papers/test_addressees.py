"""To whom a paper for all goes: classes of units, towns and streets first, as their groups and names say."""

from dataclasses import replace

import pytest

from dcgd.model import Role
from dcgd.publish.papers.addressees import addressees
from dcgd.publish.snapshot import Snapshot


def of(snapshot: Snapshot, *units: tuple[str, str | None]) -> Snapshot:
    """A snapshot whose items are led by these units, each with its group."""
    home = replace(snapshot.items[0].home, units=tuple((name, Role.LEAD) for name, _group in units))
    items = [replace(snapshot.items[0], home=home)]
    return replace(snapshot, items=items, groups={(home.document_id, name): group for name, group in units})


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ((("区水利局", None), ("区财政局", None)), "各责任单位"),
        ((("区水利局", "政府部门"), ("区税务局", "垂管单位")), "区直各部门、各单位"),
        (
            (("区水利局", "政府部门"), ("柳园街道", "镇街"), ("河口镇人民政府", "镇街"), ("云汐经济开发区", "开发区")),
            "各镇人民政府、街道办事处，云汐经济开发区，区直各部门、各单位",
        ),
        ((("柳园街道办事处", "镇街"), ("区城投公司", "国企")), "各街道办事处，区属各企业"),
        ((("东乡", "镇街"), ("西镇", "镇街")), "各乡镇人民政府"),
    ],
)
def test_classes_stand_in_their_order(
    snapshot: Snapshot, units: tuple[tuple[str, str | None], ...], expected: str
) -> None:
    assert addressees(of(snapshot, *units)) == expected


def test_a_unit_that_has_no_part_in_any_item_is_not_addressed(snapshot: Snapshot) -> None:
    alone = of(snapshot, ("区水利局", "政府部门"))
    document = alone.items[0].home.document_id
    assert addressees(replace(alone, groups={**alone.groups, (document, "河口镇"): "镇街"})) == "区直各部门、各单位"
