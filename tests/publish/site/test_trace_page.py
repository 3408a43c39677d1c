"""The page of the matrix: whatever stands in a registry is text in it."""

from contextlib import closing
from datetime import date
from pathlib import Path

from dcgd.publish.site.trace_page import trace_page
from dcgd.tracking.tracing.matrix import matrix
from dcgd.tracking.tracing.sheets import sheets
from districts import ROOT, opened

DAY = date(2025, 9, 30)


def test_a_title_that_is_an_attack_stays_text(tmp_path: Path) -> None:
    city = tmp_path / "city"
    (city).mkdir()
    for name in ("tasks.yaml", "units.yaml"):
        text = (ROOT / "examples/shili-2025" / name).read_text(encoding="utf-8")
        attack = '"<script>alert(1)</script>\\u202E"'
        (city / name).write_text(text.replace("indicator: 新增托育机构", f"indicator: {attack}"), encoding="utf-8")
    with closing(opened(city, ROOT / "examples/yunxi-2025")) as connection:
        page = trace_page(list(matrix(sheets(connection), DAY)), DAY).decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "\u202e" not in page
    assert "default-src &#39;none&#39;" in page


def test_a_page_of_nothing_says_so() -> None:
    assert "没有符合条件的" in trace_page([], DAY).decode()
