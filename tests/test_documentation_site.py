"""The documentation as a site: it builds without a warning, and is searched in Chinese from a folder, without a server."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("furo") is None, reason="没有装 dcgd[docs]：流水线里装"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-E", "-d", str(folder / "trees"), "docs", str(folder / "html")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


def test_every_page_is_reached_from_the_first(site: Path) -> None:
    first = (site / "index.html").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f'href="{page.stem}.html"' in first or page.stem == "index", page.name


def test_no_page_leads_out_of_the_site(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert "../src/" not in page.read_text(encoding="utf-8"), page.name


def test_chinese_words_are_found_from_a_folder(site: Path, browser: Any) -> None:
    """As offices read it: opened by double click, without a server."""
    browser.get(f"{(site / 'search.html').as_uri()}?q=序时进度")
    titles = browser.execute_async_script(
        "const done = arguments[0]; const look = () => {"
        " const links = [...document.querySelectorAll('#search-results li a')].map(a => a.textContent);"
        " links.length && /完成|找到|finished/.test(document.querySelector('#search-results').textContent)"
        " ? done(links) : setTimeout(look, 50) }; look()"
    )
    assert any("逾期与风险是怎样算出来的" in title for title in titles), titles
