"""A browser that is the same everywhere: a headless Chromium, and what tests look at in it."""

import json
import shutil
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
NEEDED = "没有浏览器：apt-get install chromium chromium-driver fonts-noto-cjk"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip
SIZE = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}


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

    def axe(self) -> list[Any]:
        """What axe finds that keeps anybody out."""
        script = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
        self.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": script})  # past the page's own policy
        told = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run().then(told => done(JSON.stringify(told.violations.map(each =>"
            " [each.id, each.nodes.map(node => node.html)]))))"
        )
        return list(json.loads(told))


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
