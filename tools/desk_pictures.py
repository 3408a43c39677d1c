"""The pictures of the desk among the documents: a unit's month with a doubt, and what would change before it is written.

    python tools/desk_pictures.py

Needs what tools/screenshot.py needs.
"""

import shutil
import tempfile
import threading
from contextlib import ExitStack, chdir
from pathlib import Path
from typing import Any

from dcgd.cli.desk.opening import desk_server
from dcgd.cli.desk.pages import BASE
from dcgd.cli.options import Basis
from dcgd.cli.serving import Site
from screenshot import ROOT, browser, keep

IMAGES = ROOT / "docs" / "images"


def main() -> None:
    """Open a desk over a copy of the example, go to the pages, put their pictures among the documents."""
    with ExitStack() as held:
        folder = held.enter_context(tempfile.TemporaryDirectory())
        shutil.copytree(ROOT / "examples" / "yunxi-2025", Path(folder) / "云汐2025")
        held.enter_context(chdir(folder))
        basis = Basis(data=["云汐2025"])
        addresses: list[str] = []
        listening = held.enter_context(desk_server(Site(basis, BASE), 0, basis, held, addresses.append))
        serving = threading.Thread(target=listening.serve_forever)
        serving.start()
        held.callback(serving.join)
        held.callback(listening.shutdown)
        driver = held.enter_context(browser(f"{folder}/profile"))
        driver.get(addresses[-1])
        home = driver.current_url
        driver.get(f"{home}month?unit=区水利局&period=2025-11")
        filled_in(driver, {"amount:5-2": "0.64", "note:5-2": "又有两个村接入管网", "amount:8-1": "0"})
        keep(driver, IMAGES / "desk-month.png")
        driver.get(f"{home}do/progress/add")
        filled_in(driver, {"item": "14-2", "value": "4部", "day": "2025-11-30", "by": "区住建局", "note": "新开工两部"})
        keep(driver, IMAGES / "desk-preview.png")


def filled_in(driver: Any, texts: dict[str, str]) -> None:
    """Fill in the form of a page, and send it."""
    for name, text in texts.items():
        driver.find_element("name", name).send_keys(text)
    driver.execute_script("document.querySelector('main button').form.requestSubmit(); window.isOld = true")
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(driver, 30).until(lambda there: there.execute_script("return window.isOld === undefined"))


if __name__ == "__main__":
    main()
