"""Names, notes and evidence made to break out of the dashboard stay text, in a real browser."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dcgd.model import Action, Problem, Role, Step
from dcgd.model.stamps import named_evidence
from dcgd.publish.snapshot import Snapshot

Made = Callable[..., Snapshot]
Written = Callable[..., str]


def test_evidence_is_a_link_only_to_the_web(page: Any, written: Written, made: Made) -> None:
    odd = ["javascript:window.bad=1", "JaVaScRiPt:window.bad=1", " javascript:window.bad=1",
           "java\nscript:window.bad=1", "data:text/html,<script>window.bad=1</script>", "vbscript:x", "//x.example/a", "file:///etc/passwd",
           "附件/佐证.pdf", "http://[", "https://ok.example/a?b=1&c=\"'<>"]  # fmt: skip
    snapshot = made()
    judged = next(each for each in snapshot.items if each.item.id == "1-1")
    reports = tuple(replace(judged.reports[0], evidence=(named_evidence(each),)) for each in odd)
    page.open(written(replace(snapshot, items=[replace(judged, reports=reports)])) + "#target=1-1")
    links = page.js("return [...document.querySelectorAll('.c-evidence a')].map(a => [a.protocol, a.rel, a.innerText])")
    assert links == [["https:", "noopener noreferrer", odd[-1]]]
    assert page.js("return document.querySelectorAll('.reports tbody tr').length") == len(odd)


BAD = (
    "</script><script>window.bad=1</script>",
    "<img src=x onerror=window.bad=1>",
    "\"'><svg onload=window.bad=1>",
    "<!--<script>",
    "\u2028window.bad=1\u2029",
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt;",
    "javascript:window.bad=1",
)


@pytest.mark.parametrize("single", [False, True], ids=["files", "single"])
def test_nothing_in_names_and_notes_breaks_out(page: Any, written: Written, made: Made, single: bool) -> None:
    evil = "区" + " ".join(BAD)
    page.open(written(hostile(made(), evil), single=single))
    assert evil in page.js("return [...document.querySelectorAll('.urgent .c-title a')].map(a => a.textContent)")
    for view in ("", "view=list", "view=units", "view=sections"):
        page.go("#" + view)
        assert_harmless(page, evil)
    for kind in ("unit", "section", "task", "target"):
        link = page.js(
            "return Dcgd.address({[arguments[0]]: arguments[1]})", kind, {"task": "1", "target": "1-1"}.get(kind, evil)
        )
        page.go(link)
        assert evil in page.js("return document.getElementById('view').textContent"), kind
        assert_harmless(page, evil)
    page.go("#q=" + evil.replace("%", "%25").replace("&", "%26"))
    assert_harmless(page, evil)
    page.listen()
    assert page.complaints == []
    assert [each for each in page.requests if not each.startswith(("file:", "data:"))] == []


def assert_harmless(page: Any, evil: str) -> None:
    """What has been drawn is text: no script ran, no element came out of the data, no link leads to a script."""
    assert page.js("return window.bad === undefined")
    assert page.js("return document.querySelectorAll('img, iframe, object, embed, base, svg[onload]').length") == 0
    assert page.js("return document.querySelectorAll('script').length") == 7
    protocols = page.js("return [...new Set([...document.querySelectorAll('a')].map(a => a.protocol))]")
    assert protocols == ["file:"]


def hostile(snapshot: Snapshot, evil: str) -> Snapshot:
    """The example with everything that a person can write turned bad."""
    shown = (named_evidence(evil),)
    items = [
        replace(
            each,
            home=replace(each.home, section=evil, units=((evil, Role.LEAD), (evil + "2", Role.PARTICIPANT))),
            item=replace(each.item, title=evil, unit_measure=evil, quote=evil, note=evil),
            reports=tuple(replace(report, by=evil, note=evil, evidence=shown) for report in each.reports),
            verdict=replace(each.verdict, reasons=(evil,)),
        )
        for each in snapshot.items
    ]
    step = Step(action=Action.RAISE, date=date(2025, 1, 31), by=evil, to=evil, note=evil, evidence=shown)
    return replace(
        snapshot,
        items=items,
        documents=[{**each, "number": evil, "title": evil, "issuer": evil} for each in snapshot.documents],
        sections=[{"registry": "", "number": evil, "title": evil}],
        tasks=[
            {**each, "title": evil, "text": evil, "section": evil, "leads": [evil], "note": evil,
             "targets": [{"quote": evil}], "milestones": []}
            for each in snapshot.tasks
        ],
        problems={"": [Problem(id=evil, task=1, title=evil, steps=(step,))]},
    )  # fmt: skip
