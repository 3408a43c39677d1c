"""The README's picture of the dashboard: the example registry at the end of its third quarter, in headless Chromium.

    python tools/screenshot.py

Needs chromium and chromedriver on the PATH, a Chinese font, and selenium (which the `dev` extra brings).
"""

import base64
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "images" / "dashboard.png"
EXAMPLE = ("--data", str(ROOT / "examples" / "yunxi-2025"), "--as-of", "2025-09-30")
WIDTH, HEIGHT = 1280, 800
MOST_BYTES = 200_000
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


@contextmanager
def browser(profile: str) -> Iterator[Any]:
    """A browser of a fixed size."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    driver: Any = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        yield driver
    finally:
        driver.quit()


def keep(driver: Any, path: Path) -> None:
    """Put a picture of what the browser shows among the documents."""
    data = base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"])
    if len(data) > MOST_BYTES:
        sys.exit(f"{len(data)} bytes are too many for a repository")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"{path.relative_to(ROOT)}: {len(data)} bytes")


def main() -> None:
    """Export the example, take its picture, put it among the documents."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        command = [sys.executable, "-m", "dcgd", "export", "html", "--single", "-o", str(page), *EXAMPLE]
        subprocess.run(command, check=True)
        with browser(f"{folder}/profile") as driver:
            driver.get(page.as_uri())
            keep(driver, OUT)


if __name__ == "__main__":
    main()
