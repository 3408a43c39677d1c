"""A browser that is the same everywhere, and the dashboard of the example to look at in it."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from dcgd.cli.html import page_snapshot
from dcgd.cli.session import open_session
from dcgd.publish.site.page import pages
from dcgd.publish.snapshot import Snapshot

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "yunxi-2025"
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
NEEDED = "没有浏览器：apt-get install chromium chromium-driver fonts-noto-cjk"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip
SIZE = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}


def snapshot_of(folder: Path, day: date) -> Snapshot:
    with open_session([str(folder)]) as session:
        return page_snapshot(session, day)


of_example = cache(partial(snapshot_of, EXAMPLE))
"""The snapshot of the example on a day; nobody changes it."""


@pytest.fixture
def made() -> Callable[..., Snapshot]:
    """The snapshot of a registry on a day, by default of the example at the end of its third quarter."""

    def make(folder: Path = EXAMPLE, day: date = date(2025, 9, 30)) -> Snapshot:
        return of_example(day) if folder == EXAMPLE else snapshot_of(folder, day)

    return make


@cache
def example_pages() -> Mapping[str, bytes]:
    """The dashboard of the example."""
    return pages(of_example(date(2025, 9, 30)))


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Write the dashboard of a snapshot below the test's folder; returns the address of its page."""

    def write(snapshot: Snapshot | None = None, **options: Any) -> str:
        folder = tmp_path / "网页 一"  # a space and Chinese, as offices name folders
        usual = snapshot is None and not options
        files = example_pages() if usual else pages(snapshot or of_example(date(2025, 9, 30)), **options)
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return (folder / "index.html").as_uri()

    return write


class Page:
    """A page in a headless browser, with what it asked for and what it complained of since it was opened."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def open(self, address: str) -> "Page":
        """Load an address afresh, not only another hash."""
        self.driver.get("about:blank")
        self.listen()
        self.requests, self.complaints = [], []
        self.driver.get(address)
        return self

    def go(self, hash_: str) -> "Page":
        """Follow a link within the page, as if it had been clicked."""
        self.js(
            "const wanted = arguments[0], before = location.hash;"
            "return new Promise(done => { addEventListener('hashchange', () => done(), {once: true});"
            " location.hash = wanted; if (location.hash === before) done(); })",
            hash_,
        )
        return self

    def js(self, script: str, *values: Any) -> Any:
        return self.driver.execute_script(script, *values)

    def text(self, selector: str) -> str:
        return str(self.js("return document.querySelector(arguments[0]).innerText", selector))

    def texts(self, selector: str) -> list[str]:
        script = (
            "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e => e.innerText)"
        )
        return list(self.js(script, selector))

    def rows(self) -> list[str]:
        """The ids of the items that are listed."""
        return self.texts("#view .items tbody tr .c-title .id")

    def until(self, script: str) -> None:
        """Wait for an expression of the page to become true."""
        from selenium.webdriver.support.wait import WebDriverWait

        WebDriverWait(self.driver, 15, poll_frequency=0.05).until(lambda _driver: self.js(f"return ({script})"))

    def listen(self) -> None:
        """Gather what the browser has logged."""
        for each in self.driver.get_log("browser"):
            self.complaints.append(each["message"])
        for each in self.driver.get_log("performance"):
            message = json.loads(each["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"]["url"])

    def resize(self, **size: Any) -> None:
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**SIZE, **size})


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if CHROMIUM is None or DRIVER is None:
        pytest.skip(NEEDED)
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    found = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield found
    found.quit()


@pytest.fixture
def page(driver: Any) -> Page:
    found = Page(driver)
    found.resize()
    return found
