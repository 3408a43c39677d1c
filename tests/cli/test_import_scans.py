"""`dcgd import` of scans and photos; .ci/run installs what this needs."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dcgd.cli import import_scans
from dcgd.cli.import_scans import report_page, with_scans
from dcgd.intake.text.bundle import File
from dcgd.intake.text.scan import ScannedLine, ScannedPage
from scans import INSTALLED, as_pdf, drawn_page

Run = Callable[..., subprocess.CompletedProcess[str]]
with_models = pytest.mark.skipif(not INSTALLED, reason="the extra ocr is not installed")
PNG = b"\x89PNG\r\n\x1a\n"
FIRST = ("^关于做好2026年重点工作的通知", "一、水利", "1.改造管网。改造供水管网36公里。（责任单位：区水利局）")
SECOND = ("2.治理河道。治理河流12公里。（责任单位：区水利局）", "云汐区人民政府办公室", "2026年2月12日")


def test_without_the_extra_the_refusal_names_it(call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_scans, "is_installed", lambda: False)
    (tmp_path / "a.png").write_bytes(PNG)
    made = call("import", "a.png", "-o", "册")
    assert made.returncode != 0
    assert "这是图片；要读扫描件和照片：pip install 'dcgd[ocr]'，或先用别的软件识别成文字" in made.stderr
    assert not (tmp_path / "册").exists()


def test_without_pictures_nothing_is_recognised() -> None:
    files = [File("a.txt", "一、水利".encode())]
    assert with_scans(files) == files


def test_each_line_is_placed_in_the_text_that_is_kept() -> None:
    lines = tuple(ScannedLine(text, (0, 0, 9, 9), 1.0, picture=b"p") for text in ("36公里", "12公里"))
    file = File("a.png", PNG, scans=((0, ScannedPage(lines, (), 800.0)),))
    page = report_page([file], "通知", "水利\n改造36公里\n\f治理12公里")
    assert page
    assert "扫描件第 1 页，原文第 2 行" in page
    assert "扫描件第 1 页，原文第 3 行" in page
    assert report_page([File("a.txt", b"")], "通知", "") is None


@pytest.mark.slow
@with_models
def test_photos_are_pages_of_one_document_in_the_order_of_their_names(call: Run, tmp_path: Path) -> None:
    (tmp_path / "照片10.png").write_bytes(drawn_page(SECOND, form="PNG"))
    (tmp_path / "照片2.jpg").write_bytes(drawn_page(FIRST, seal=(800, 380)))

    made = call("import", "照片10.png", "照片2.jpg", "-o", "册")
    assert made.returncode == 0, made.stderr
    assert "识别 照片2.jpg 第 1 页（1/2）" in made.stderr
    assert "扫描核对.html" in made.stderr
    content = yaml.safe_load((tmp_path / "册/tasks.yaml").read_text(encoding="utf-8"))
    tasks = content["sections"][0]["tasks"]
    assert [task["title"] for task in tasks] == ["改造管网", "治理河道"]
    assert [task["targets"][0]["value"] for task in tasks] == [36, 12]
    assert all(task["review"] and task["targets"][0]["review"] for task in tasks)
    assert "由扫描件识别而来" in content["document"]["note"]
    units = yaml.safe_load((tmp_path / "册/units.yaml").read_text(encoding="utf-8"))
    assert all(unit["review"] for unit in units["units"])
    [page] = (tmp_path / "册/source").glob("*.html")
    assert "<mark>36</mark>公里" in page.read_text(encoding="utf-8")
    for command in ("validate", "verify"):
        assert call(command, "册").returncode == 0


@pytest.mark.slow
@with_models
def test_a_page_that_cannot_be_read_is_told_and_the_others_are_read(
    call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "扫描.pdf").write_bytes(as_pdf([drawn_page(FIRST), drawn_page(SECOND)]))
    monkeypatch.setattr(import_scans, "SECONDS", 0.01)
    monkeypatch.setattr(import_scans, "patience", lambda: 0.01)
    made = call("import", "扫描.pdf", "-o", "册")
    assert made.returncode != 0
    assert "第 1 页没有读：用了 0.01 秒还没有做完" in made.stderr
    assert "第 2 页没有读" in made.stderr
    assert "可能是扫描件" in made.stderr
