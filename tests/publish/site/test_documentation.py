"""The documentation as a site: it builds without a warning, and is searched in Chinese without a server."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-E", "-d", str(folder / "trees")]
    command += ["docs", str(folder / "html")]
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


def test_chinese_words_are_found_from_a_folder(site: Path, page: Any) -> None:
    """As offices read it: opened by double click, without a server."""
    page.open(f"{(site / 'search.html').as_uri()}?q=序时进度")
    page.until("document.querySelector('#search-results li a')")
    page.until("!document.querySelector('.search-progress, #search-progress .dots')")
    assert any("逾期与风险是怎样算出来的" in link for link in page.texts("#search-results li a"))
