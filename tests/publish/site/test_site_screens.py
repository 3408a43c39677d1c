"""The dashboard on a phone, in the dark, on paper, with thousands of items, and served: in a real browser."""

import base64
import re
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dcgd.cli.options import Basis
from dcgd.cli.serving import Site, server
from dcgd.model import Role
from dcgd.publish.snapshot import Snapshot

Made = Callable[..., Snapshot]
Written = Callable[..., str]
EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "yunxi-2025"
VIEWS = ["#", "#view=list", "#view=units", "#view=sections", "#unit=区住房和城乡建设局", "#section=三", "#task=9",
         "#target=9-2", "#milestone=3-m1", "#target=8-1", "#status=overdue", "#light=红,黄&q=工程", "#view=people",
         "#person=吴某某"]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_one_first_heading_and_fits_a_phone(page: Any, written: Written, view: str) -> None:
    page.resize(width=390, height=844, mobile=True)
    page.open(written() + view)
    assert len(page.texts("h1")) == 1
    assert page.js("return document.documentElement.scrollWidth") <= 390


def test_thousands_of_items_are_drawn_a_piece_at_a_time(page: Any, written: Written, made: Made) -> None:
    snapshot = made()
    count = 9000
    items = [
        replace(judged, item=replace(judged.item, id=f"{judged.item.id}x{number}"), reports=())
        for number, judged in zip(range(count), [*snapshot.items] * (count // len(snapshot.items) + 1), strict=False)
    ]
    page.open(written(replace(snapshot, items=items)) + "#view=list")
    assert page.text("#view .found").startswith("9000 项")
    assert 0 < len(page.rows()) < 200
    shown = len(page.rows())
    page.driver.find_element("css selector", "#view .more button").click()
    assert shown < len(page.rows()) < 400
    assert page.js("return document.activeElement.closest('tr') !== null")
    page.driver.find_element("id", "q").send_keys("中学")
    page.until("document.querySelector('#view .found').innerText.includes('含“中学”')")
    assert len(page.rows()) < 200


def pdf(page: Any) -> bytes:
    found = page.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    return base64.b64decode(found["data"])


def test_on_paper_the_overview_is_one_a4_sheet_without_the_means_of_a_screen(
    page: Any, written: Written, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    page.open(written())
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf(page))
    sheets = PdfReader(path).pages
    assert len(sheets) == 1
    assert [round(float(side)) for side in sheets[0].mediabox[2:]] == [595, 842]
    text = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in sheets))
    assert "1项逾期" in text
    assert "搜索" not in text
    assert "各章节" in text
    assert "纸上只列最急的六项" in text
    page.open(written() + "#person=吴某某")
    path.write_bytes(pdf(page))
    assert len(PdfReader(path).pages) == 1, "a leader's page is one sheet as well"


def test_on_paper_a_long_list_is_whole(page: Any, written: Written, made: Made) -> None:
    page.open(written(made(day=date(2026, 1, 20))) + "#unit=区住房和城乡建设局")
    pdf(page)
    reports = sum(
        len(each.reports)
        for each in made(day=date(2026, 1, 20)).items
        if ("区住房和城乡建设局", Role.LEAD) in each.home.units
    )
    assert page.js("return document.querySelectorAll('.reports tbody tr').length") == reports


def test_dark_is_dark(page: Any, written: Written) -> None:
    def paper() -> int:
        colour = page.js("return getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in re.findall(r"\d+", colour)[:3])

    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    page.open(written())
    assert paper() > 700
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        assert paper() < 120
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_served_page_loads_itself_again_when_the_registry_changes(page: Any, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(EXAMPLE, data)
    with server(Site(Basis(as_of=date(2025, 9, 30), data=[str(data)])), 0) as found:
        thread = threading.Thread(target=found.serve_forever, args=(0.01,))
        thread.start()
        try:
            page.open(f"http://127.0.0.1:{found.server_address[1]}/#task=11")
            tasks = data / "tasks.yaml"
            tasks.write_bytes(
                tasks.read_bytes().replace("title: 完成云汐第三中学建设".encode(), "title: 第三中学启用".encode())
            )
            page.until("document.querySelector('#view .items').innerText.includes('第三中学启用')")
            assert page.js("return location.hash") == "#task=11"
            page.listen()
            assert page.complaints == []
            page.driver.get("about:blank")
        finally:
            found.shutdown()
            thread.join()
