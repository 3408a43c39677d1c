"""The files of the dashboard: what they hold, what they let run, what they escape."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.publish.site.links import address
from dcgd.publish.site.page import embedded, pages
from dcgd.publish.snapshot import Snapshot

Made = Callable[..., Snapshot]


def html(snapshot: Snapshot, **options: Any) -> str:
    return pages(snapshot, **options)["index.html"].decode()


def policy(text: str) -> dict[str, str]:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert found is not None
    rules = found[1].replace("&#39;", "'").split("; ")
    return dict(rule.split(" ", 1) for rule in rules)


def test_a_set_of_files_holds_the_page_its_assets_and_the_licence_of_what_is_not_ours(made: Made) -> None:
    found = pages(made())
    assert sorted(found) == [
        "assets/app.css", "assets/app.js", "assets/base.js", "assets/charts.js", "assets/d3.LICENSE.txt",
        "assets/d3.min.js", "assets/pages.js", "assets/tables.js", "index.html",
    ]  # fmt: skip
    assert b"Mike Bostock" in found["assets/d3.LICENSE.txt"]


def test_everything_the_page_names_is_in_the_set(made: Made) -> None:
    found = pages(made())
    named = re.findall(r'(?:src|href)="(assets/[^"]+)"', found["index.html"].decode())
    assert len(named) == 8
    assert set(named) <= set(found)


def test_a_single_file_stands_alone(made: Made) -> None:
    found = pages(made(), single=True)
    assert list(found) == ["index.html"]
    text = found["index.html"].decode()
    assert not re.search(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(?!data:)", text)
    assert "Permission to use, copy, modify, and/or distribute this software" in text


def test_a_set_lets_only_its_own_files_run(made: Made) -> None:
    assert policy(html(made())) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_a_single_file_lets_only_its_own_scripts_and_style_run_by_their_hashes(made: Made) -> None:
    text = html(made(), single=True)

    def hashes(pattern: str) -> list[str]:
        bodies = re.findall(pattern, text, re.DOTALL)
        return [f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in bodies]

    rules = policy(text)
    assert rules["script-src"].split() == hashes(r"<script>(.*?)</script>")
    assert len(rules["script-src"].split()) == 6
    assert rules["style-src"].split() == hashes(r"<style>(.*?)</style>")
    assert "connect-src" not in rules


@pytest.mark.parametrize("single", [False, True])
def test_nothing_in_the_page_is_inline_but_what_is_hashed(made: Made, single: bool) -> None:
    text = re.sub(r"<(script|style)\b.*?</\1>", "", html(made(), single=single), flags=re.DOTALL)
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", text)
    assert "javascript:" not in text


def test_only_a_served_page_may_connect_and_only_to_its_server(made: Made) -> None:
    found = pages(made(), live="abc")
    text = found["index.html"].decode()
    assert policy(text)["connect-src"] == "'self'"
    assert 'data-signature="abc"' in text
    assert "assets/live.js" in found


def test_the_page_is_chinese_and_has_one_first_heading(made: Made) -> None:
    text = html(made())
    assert text.startswith('<!doctype html>\n<html lang="zh-CN">')
    assert text.count("<h1") == 1


def test_the_first_heading_says_what_is_late(made: Made) -> None:
    def heading(day: date) -> str:
        found = re.search(r"<h1>(.*?)</h1>", html(made(day=day)))
        assert found is not None
        return re.sub(r"<[^>]+>", "", found[1])

    assert heading(date(2025, 9, 30)) == "1 项逾期，1 项严重滞后"
    assert heading(date(2024, 12, 31)) == "没有逾期，没有严重滞后"


def test_before_any_script_runs_the_page_says_what_is_late_whose_it_is_and_why(made: Made) -> None:
    text = html(made())
    row = re.search(r'<tr role="row">\s*<td role="cell" class="c-state">.*?</tr>', text, re.DOTALL)
    assert row is not None
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row[0]))
    assert "逾期" in words
    assert "完成云汐第三中学建设" in words
    assert "区教育体育局" in words
    assert "时限 2025-08-31，已逾期 30 天" in words


def test_of_two_reports_of_one_day_the_page_shows_the_note_of_the_last(made: Made, example: Path) -> None:
    """As every paper does: which report is the last is decided in one place."""
    path = example / "progress" / "2025-09.yaml"
    text = path.read_text(encoding="utf-8")
    again = "  - {target: 9-2, date: 2025-09-30, value: 11"
    path.write_text(f"{text}{again}}}\n{again}, note: 后一次说的}}\n", encoding="utf-8", newline="\n")
    assert "最近的说明：后一次说的" in html(made(example))


def test_a_registry_with_errors_says_so(made: Made) -> None:
    snapshot = made()
    assert "登记册有" not in html(snapshot)
    broken = [{**each, "errors": 3} for each in snapshot.documents]
    assert "登记册有 3 个错误" in html(_with(snapshot, documents=broken))


def test_the_calendars_first_day_makes_a_page(made: Made) -> None:
    assert "没有逾期" in html(made(day=date.min + timedelta(days=1)))


def test_an_empty_registry_makes_a_page(made: Made) -> None:
    snapshot = _with(made(), items=[], tasks=[], sections=[], problems={})
    assert "还没有可以判定的事项" in html(snapshot)


def _with(snapshot: Snapshot, **changes: Any) -> Snapshot:
    from dataclasses import replace

    return replace(snapshot, **changes)


@given(
    st.recursive(st.text() | st.integers() | st.none(), lambda each: st.lists(each) | st.dictionaries(st.text(), each))
)
def test_embedded_data_is_json_that_cannot_end_its_element(value: Any) -> None:
    text = embedded(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


@given(st.dictionaries(st.sampled_from(["unit", "task", "q"]), st.text(min_size=1), min_size=1))
def test_a_link_holds_nothing_that_would_part_it_or_leave_its_attribute(wanted: dict[str, str]) -> None:
    from urllib.parse import unquote

    text = address(**wanted)
    assert not set(text[1:]) & set(" \"'<>#`\\")
    parts = dict(part.split("=", 1) for part in text[1:].split("&"))
    assert {name: unquote(value) for name, value in parts.items()} == wanted


def test_chinese_stays_readable_in_a_link() -> None:
    assert address(unit="区水利局") == "#unit=区水利局"
