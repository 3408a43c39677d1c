"""One snapshot of a day, and one way to break it down: page, papers and `status` cannot disagree."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from dcgd.index.freshness import Source
from dcgd.index.lookup import Filter
from dcgd.index.store import open_index
from dcgd.model import Grouping
from dcgd.publish.papers.facts import facts
from dcgd.publish.site.page import pages
from dcgd.publish.snapshot import Snapshot, breakdown, take_snapshot
from dcgd.tracking.judged_items import judged_items

DAY = date(2025, 9, 30)


@pytest.fixture
def both(example: Path, registry: Path) -> Snapshot:
    """Two registries, the second of which comes first by its name."""
    sources = [Source(str(example), "云汐"), Source(str(registry), "东昌")]
    with closing(open_index(sources, None, lambda *_: None)) as connection:
        return take_snapshot(connection, DAY, judged_items(connection, Filter(), DAY), with_tasks=True)


def test_sections_stand_in_the_order_of_the_document_each_with_its_title(snapshot: Snapshot) -> None:
    groups = breakdown(snapshot, Grouping.SECTION)
    assert [group.key for group in groups] == ["一", "二", "三", "四", "五"]
    assert groups[0].heading == f"一、{groups[0].title}"
    assert sum(group.totals.total for group in groups) == len(snapshot.items)
    assert sorted(index for group in groups for index in group.members) == list(range(len(snapshot.items)))


def test_an_item_counts_once_in_each_unit_that_leads_it_and_stands_apart_in_those_that_take_part(
    snapshot: Snapshot,
) -> None:
    for group in breakdown(snapshot, Grouping.UNIT):
        led = [index for index, judged in enumerate(snapshot.items) if group.key in judged.lead_units]
        answering = [index for index, judged in enumerate(snapshot.items) if group.key in dict(judged.home.units)]
        assert list(group.members) == led
        assert list(group.participates) == [index for index in answering if index not in led]
        assert group.totals.total == len(led)
        assert group.heading == group.key


def test_only_units_that_were_asked_for_are_shown(snapshot: Snapshot) -> None:
    document = snapshot.items[0].home.document_id
    asked = replace(snapshot, units=frozenset({(document, "区水利局")}))
    assert [group.key for group in breakdown(asked, Grouping.UNIT)] == ["区水利局"]
    assert len(breakdown(asked, Grouping.SECTION)) == len(breakdown(snapshot, Grouping.SECTION))


def test_percentages_are_of_all_items(snapshot: Snapshot) -> None:
    half = replace(snapshot, items=[*snapshot.items[:1], *snapshot.items[-2:]])
    assert [group.percent for group in breakdown(half, Grouping.SECTION)] == [Decimal("33.3"), Decimal("66.7")]


def test_sections_without_items_are_there_when_asked_for(snapshot: Snapshot) -> None:
    some = replace(snapshot, items=snapshot.items[-1:])
    assert [group.key for group in breakdown(some, Grouping.SECTION)] == ["五"]
    groups = breakdown(some, Grouping.SECTION, with_empty=True)
    assert [(group.key, group.totals.total) for group in groups] == [*((key, 0) for key in "一二三四"), ("五", 1)]
    assert breakdown(replace(snapshot, items=()), Grouping.UNIT, with_empty=True) == []


def test_among_several_registries_every_group_says_whose_it_is(both: Snapshot) -> None:
    assert {group.key.partition(":")[0] for group in breakdown(both, Grouping.SECTION)} == {"云汐", "东昌"}
    documents = {group.key: group.title for group in breakdown(both, Grouping.DOCUMENT)}
    assert documents == {"云汐": "云汐政办字〔2025〕3号", "东昌": "东昌政办字〔2023〕11号"}


def test_papers_put_registries_in_the_order_of_their_names(both: Snapshot) -> None:
    assert [document["registry"] for document in both.documents] == ["云汐", "东昌"]
    ordered = both.by_registry()
    assert [document["registry"] for document in ordered.documents] == ["东昌", "云汐"]
    assert [judged.home.registry for judged in ordered.items] == sorted(judged.home.registry for judged in both.items)


@pytest.mark.parametrize("grouping", ["section", "unit"])
def test_page_papers_and_status_say_the_same_of_every_group(
    both: Snapshot, grouping: str, example: Path, registry: Path, call: Callable[..., CompletedProcess[str]]
) -> None:
    """Of two registries: how many items, how many of each light, how many at risk."""

    def counts(rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
        return {row[key]: (row["total"], row.get("lights") or row, row["at_risk"]) for row in rows if row["total"]}

    page = pages(both)["index.html"].decode()
    text = page.partition('<script type="application/json" id="data">')[2].partition("</script>")[0]
    shown = counts(json.loads(text)["groups"][grouping], "key")
    papers = counts(facts(both)[f"{grouping}s"], "key")
    folders = (folder.rename(folder.with_name(name)) for folder, name in ((example, "云汐"), (registry, "东昌")))
    said = call(
        "status", *(f"--data={folder}" for folder in folders), "--by", grouping, "--as-of", str(DAY), "--format", "json"
    )
    status = counts(json.loads(said.stdout), "section" if grouping == "section" else "name")
    assert shown.keys() == papers.keys() == status.keys()
    for key, (total, lights, at_risk) in shown.items():
        assert (total, at_risk) == (papers[key][0], papers[key][2]) == (status[key][0], status[key][2])
        assert lights == papers[key][1] == {light: status[key][1][light] for light in lights}
