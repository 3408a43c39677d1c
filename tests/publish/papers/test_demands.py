"""What is asked by when: one day for one thing, in whichever paper it is asked."""

import re
from datetime import date

from dcgd.publish.papers.brief import brief_facts, leaders
from dcgd.publish.papers.bulletin import bulletin_facts
from dcgd.publish.papers.demands import demands
from dcgd.publish.papers.office import Imprint
from dcgd.publish.papers.reminder import chase_facts, letter_facts, upcoming
from dcgd.publish.papers.standings import is_named
from dcgd.publish.snapshot import Snapshot

ISSUED = Imprint(dated=date(2025, 10, 16))
RED, YELLOW = "10月21日（星期二）", "10月27日（星期一）"


def test_red_items_and_reports_are_asked_for_sooner_than_yellow_ones(snapshot: Snapshot) -> None:
    red, yellow, reports = demands(snapshot, [*filter(is_named, snapshot.items)], ISSUED)
    assert (red.until, yellow.until, reports.until) == (RED, YELLOW, RED)
    assert red.units == ["区住建局", "区教体局"]
    assert reports.units == ["区住建局", "区卫健局"]


def test_papers_of_one_day_ask_for_one_thing_by_one_day(snapshot: Snapshot) -> None:
    chased = chase_facts(snapshot, ISSUED)
    assert chased is not None
    asked = [
        *bulletin_facts(snapshot, ISSUED)["demands"],
        *chased["paragraphs"],
        *(line for leader in leaders(snapshot) for line in brief_facts(snapshot, leader, ISSUED)["advice"]),
        *(line for about in upcoming(snapshot) for line in letter_facts(snapshot, about, ISSUED)["paragraphs"]),
    ]
    days = {
        "整改措施和完成时间": set[str](), "推进措施": set[str](), "补报进展": set[str](), "填报表": set[str](),
        "推进情况和预计完成时间": set[str](),
    }  # fmt: skip
    for part in re.split("[。；]", "。".join(asked)):
        day = re.search("于(10月[^前]+)前", part)
        for thing, found in days.items():
            if day and thing in part:
                found.add(day[1])
    assert days == {
        "整改措施和完成时间": {RED},
        "推进措施": {YELLOW},
        "补报进展": {RED},
        "填报表": {RED},
        "推进情况和预计完成时间": {RED},
    }
