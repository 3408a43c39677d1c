"""The dashboard as files: one page, its style, its scripts, its data; or all of it in one file.

Nothing from the registries becomes markup or script: templates escape, data stands as JSON in a script element that no
browser executes, the scripts write it with textContent, and the Content-Security-Policy lets nothing else run.
"""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import files
from itertools import islice
from typing import Any

from dcgd.data_words import Risk
from dcgd.model import Light, Status
from dcgd.naming import chinese_day, qualified
from dcgd.publish.site.data import data
from dcgd.publish.site.figures import deadlines, past
from dcgd.publish.site.links import address
from dcgd.publish.site.public import COLUMNS, csv_files, csv_name, published, shown
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.table import Row, visible
from dcgd.tracking.judged_items import JudgedItem, worst_first
from dcgd.tracking.judging.assess import Verdict
from dcgd.tracking.judging.reports import last_report
from dcgd.tracking.judging.rollup import LIGHTS_WORST_FIRST

STYLE = "app.css"
SCRIPTS = ("d3.min.js", "base.js", "charts.js", "tables.js", "pages.js", "app.js")
LICENCE = "d3.LICENSE.txt"
LIVE = "live.js"
"""Only `dcgd serve` hands this out: it asks whether the registry has changed."""
URGENT, BUSIEST, NAMED = 12, 8, 2
"""How many lines stand on the overview, and how many units in one of them."""

_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def pages(
    snapshot: Snapshot, *, single: bool = False, live: str | None = None, public: bool = False, desk: str = ""
) -> dict[str, bytes]:
    """The files of the dashboard by their names: `index.html` and what lies in `assets/`, or `index.html` alone.

    The snapshot is one with its tasks. `public`: the public edition, with its tables as CSV in `data/`.
    `live`: a signature of what the page was made from; the page asks its server for the present one, and loads itself
    again when it differs. `desk`: the address of the clerk's desk, where there is one. Needs jinja2.
    """
    scripts = [*SCRIPTS, *([LIVE] if live is not None else [])]
    assets = {} if single else {f"assets/{name}": _asset(name) for name in (STYLE, *scripts, LICENCE)}
    snapshot = published(snapshot) if public else snapshot
    context = _context(replace(snapshot, items=worst_first(snapshot.items)), public=public)
    tables = csv_files(context["drawn"]) if public else {}
    context |= {
        "policy": policy(scripts, single=single, live=live is not None),
        "style": style() if single else None,
        "scripts": [(name, _markup(_asset(name).decode()) if single else None) for name in scripts],
        "signature": live,
        "desk": desk,
        "licence": _asset(LICENCE).decode() if single else None,
    }
    return {"index.html": rendered("index.html.j2", context).encode("utf-8", "replace"), **assets, **tables}


def _asset(name: str) -> bytes:
    return (files("dcgd.publish.site") / "assets" / name).read_bytes()


def style() -> Any:
    """The style of all pages, to stand in one of a single file."""
    return _markup(_asset(STYLE).decode())


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)


def rendered(template: str, context: Row) -> str:
    """A page of a template; whatever the context holds is text there, but what is marked as markup."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("dcgd.publish.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["address"] = address
    return environment.get_template(template).render(context)


def embedded(value: Any) -> str:
    """JSON for a script element: nothing in it can end the element, begin a comment, or break a line of script."""
    return visible(json.dumps(value, ensure_ascii=False, separators=(",", ":"))).translate(_ESCAPES)


def policy(scripts: Sequence[str], *, single: bool, live: bool) -> str:
    """The Content-Security-Policy: the page's own style and scripts, no others, and no connection but the live one."""

    def hashes(names: Sequence[str]) -> str:
        digests = (base64.b64encode(hashlib.sha256(_asset(name)).digest()).decode() for name in names)
        return " ".join(f"'sha256-{digest}'" for digest in digests)

    rules = {
        "default-src": "'none'",
        "script-src": hashes(scripts) if single else "'self'",
        "style-src": hashes([STYLE]) if single else "'self'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if live:
        rules["connect-src"] = "'self'"
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _context(snapshot: Snapshot, *, public: bool) -> Row:
    before = past(snapshot)
    drawn = data(snapshot, before)
    drawn = shown(drawn) if public else drawn
    return {
        "drawn": drawn,
        "tables": [(title, csv_name(name)) for name, (title, _columns) in COLUMNS.items()] if public else [],
        "title": _title(snapshot),
        "day": chinese_day(snapshot.as_of),
        "documents": snapshot.documents,
        "errors": sum(document["errors"] for document in drawn["documents"]),
        "whole": drawn["whole"],
        "words": {status.value: status.chinese for status in Status},
        "lights": LIGHTS_WORST_FIRST,
        "parts": _parts(snapshot),
        "urgent": [line | {"note": None} for line in _urgent(snapshot)] if public else _urgent(snapshot),
        "busiest": [unit for unit in drawn["groups"]["unit"] if unit["lights"][Light.RED]][:BUSIEST],
        "deadlines": deadlines(snapshot),
        "people": drawn["groups"]["person"],
        "data": _markup(embedded(drawn)),
    }


def _title(snapshot: Snapshot) -> str:
    if snapshot.several:
        return f"{len(snapshot.documents)} 个登记册的重点工作"
    return next((document["title"] for document in snapshot.documents if document["title"]), None) or "重点工作"


def _parts(snapshot: Snapshot) -> dict[Light, list[tuple[str, int]]]:
    """What each light is made of: the words of its statuses, worst first, and how many of each."""
    counts = Counter((judged.verdict.light, judged.verdict.status) for judged in snapshot.items)
    return {
        light: [(status.chinese, counts[light, status]) for status in Status if counts[light, status]]
        for light in LIGHTS_WORST_FIRST
    }


def _urgent(snapshot: Snapshot) -> list[Row]:
    """The worst that is overdue or far behind or otherwise at risk: what, whose, why."""
    urgent = (judged for judged in snapshot.items if judged.verdict.status is Status.OVERDUE or judged.verdict.at_risk)
    return [_urgent_line(judged, snapshot.as_of) for judged in islice(urgent, URGENT)]


def _urgent_line(judged: JudgedItem, as_of: date) -> Row:
    item, verdict, registry, leads = judged.item, judged.verdict, judged.home.registry, judged.lead_units
    name = qualified(registry, item.id)
    too_many = len(leads) > NAMED + 1
    last = last_report(judged.series, as_of)
    return {
        "label": verdict.label,
        "light": verdict.light,
        "title": item.title,
        "id": name,
        "link": address(**{item.what: name}),
        "leads": [(unit, address(unit=qualified(registry, unit))) for unit in (leads[:NAMED] if too_many else leads)],
        "more_leads": len(leads) if too_many else 0,
        "at_risk": verdict.at_risk and verdict.light == Light.GREEN,
        "reasons": _why(verdict),
        "note": last.note if last else None,
    }


_SAID_AT_ONCE = (Status.FAR_BEHIND, Status.BEHIND, Status.UNREPORTED)


def _why(verdict: Verdict) -> list[str]:
    """The sentences of a verdict that say why it is on the list, without those that only add to it.

    The first says where it stands against pace, or that nothing was reported; the second for how long it is overdue or
    stale, when it is due, or where the trend leads.
    """
    first = 1 if verdict.status in _SAID_AT_ONCE else 2
    also = tuple(word for risk, word in ((Risk.CHECKPOINT, "节点“"), (Risk.PROBLEM, "问题")) if risk in verdict.risks)
    return [*verdict.reasons[:first], *(reason for reason in verdict.reasons[first:] if reason.startswith(also))]
