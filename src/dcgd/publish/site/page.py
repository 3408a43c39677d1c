"""The dashboard as files: one page, its style, its scripts, its data; or all of it in one file.

Nothing from the registries becomes markup or script: templates escape, data stands as JSON in a script element that no
browser executes, the scripts write it with textContent, and the Content-Security-Policy lets nothing else run.
"""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from dcgd.model import Light, Role, Status
from dcgd.naming import chinese_day
from dcgd.publish.site.content import Content, address, key
from dcgd.publish.site.data import data
from dcgd.publish.site.figures import deadlines, past
from dcgd.publish.table import Row, visible
from dcgd.tracking.assess import Verdict
from dcgd.tracking.reports import last_report
from dcgd.tracking.rollup import LIGHTS_WORST_FIRST

STYLE = "app.css"
SCRIPTS = ("d3.min.js", "base.js", "charts.js", "tables.js", "pages.js", "app.js")
LICENCE = "d3.LICENSE.txt"
LIVE = "live.js"
"""Only `dcgd serve` hands this out: it asks whether the registry has changed."""
URGENT, BUSIEST, NAMED = 12, 8, 2
"""How many lines stand on the overview, and how many units in one of them."""

_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def pages(content: Content, *, single: bool = False, live: str | None = None) -> dict[str, bytes]:
    """The files of the dashboard by their names: `index.html` and what lies in `assets/`, or `index.html` alone.

    `live`: a signature of what the page was made from; the page asks its server for the present one, and loads itself
    again when it differs. Needs jinja2.
    """
    scripts = [*SCRIPTS, *([LIVE] if live is not None else [])]
    found = {} if single else {f"assets/{name}": _asset(name) for name in (STYLE, *scripts, LICENCE)}
    context = _context(content) | {
        "policy": _policy(scripts, single=single, live=live is not None),
        "style": _markup(_asset(STYLE).decode()) if single else None,
        "scripts": [(name, _markup(_asset(name).decode()) if single else None) for name in scripts],
        "signature": live,
        "licence": _asset(LICENCE).decode() if single else None,
    }
    return {"index.html": _render(context).encode("utf-8", "replace"), **found}


def _asset(name: str) -> bytes:
    return (files("dcgd.publish.site") / "assets" / name).read_bytes()


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)


def _render(context: Row) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("dcgd.publish.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["address"] = address
    return environment.get_template("index.html.j2").render(context)


def embedded(value: Any) -> str:
    """JSON for a script element: nothing in it can end the element, begin a comment, or break a line of script."""
    return visible(json.dumps(value, ensure_ascii=False, separators=(",", ":"))).translate(_ESCAPES)


def _policy(scripts: Sequence[str], *, single: bool, live: bool) -> str:
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


def _context(content: Content) -> Row:
    before = past(content)
    found = data(content, before)
    units = found["groups"]["unit"]
    return {
        "title": _title(content),
        "day": chinese_day(content.as_of),
        "documents": content.documents,
        "errors": sum(each["errors"] for each in content.documents),
        "whole": found["whole"],
        "words": {status.value: status.chinese for status in Status},
        "lights": LIGHTS_WORST_FIRST,
        "parts": _parts(content),
        "urgent": _urgent(content),
        "busiest": [each for each in units if each["lights"]["红"]][:BUSIEST],
        "deadlines": deadlines(content),
        "data": _markup(embedded(found)),
    }


def _title(content: Content) -> str:
    if content.several:
        return f"{len(content.documents)} 个登记册的重点工作"
    return next((each["title"] for each in content.documents if each["title"]), None) or "重点工作"


def _parts(content: Content) -> dict[Light, list[tuple[str, int]]]:
    """What each light is made of: the words of its statuses, worst first, and how many of each."""
    counts = Counter((entry.verdict.light, entry.verdict.status) for entry in content.entries)
    return {
        light: [(status.chinese, counts[light, status]) for status in Status if counts[light, status]]
        for light in LIGHTS_WORST_FIRST
    }


def _urgent(content: Content) -> list[Row]:
    """The worst that is overdue or far behind or otherwise at risk: what, whose, why."""
    found = []
    for entry in content.entries:
        if entry.verdict.status is not Status.OVERDUE and not entry.verdict.at_risk:
            continue
        item = entry.item
        leads = list(dict.fromkeys(unit for unit, role in entry.units if role == Role.LEAD))
        name = key(content, entry.registry, item.id)
        found.append(
            {
                "label": entry.verdict.label,
                "light": entry.verdict.light,
                "title": item.title,
                "id": name,
                "link": address(**{item.what: name}),
                "leads": [
                    (unit, address(unit=key(content, entry.registry, unit)))
                    for unit in leads[: NAMED if len(leads) > NAMED + 1 else None]
                ],
                "more_leads": len(leads) if len(leads) > NAMED + 1 else 0,
                "at_risk": entry.verdict.at_risk and entry.verdict.light == "绿",
                "reasons": _why(entry.verdict),
                "note": last.note if (last := last_report(entry.reports, content.as_of)) else None,
            }
        )
        if len(found) == URGENT:
            break
    return found


_SAID_AT_ONCE = (Status.FAR_BEHIND, Status.BEHIND, Status.UNREPORTED)


def _why(verdict: Verdict) -> list[str]:
    """The sentences of a verdict that say why it is on the list, without those that only add to it.

    The first says where it stands against pace, or that nothing was reported; the second for how long it is overdue or
    stale, when it is due, or where the trend leads.
    """
    first = 1 if verdict.status in _SAID_AT_ONCE else 2
    problems = [
        reason for reason in verdict.reasons[first:] if "problem" in verdict.risks and reason.startswith("问题")
    ]
    return [*verdict.reasons[:first], *problems]
