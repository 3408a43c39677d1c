"""Names, notes and titles made to come alive stay text on every page of the desk; a broken registry is told of."""

from pathlib import Path

import pytest

from dcgd.cli.desk.deeds import DEEDS
from desks import Client, Opened, Reply, opened_desk

LIVE = {
    "水闸": "水<img src=x onerror=alert(1)>闸",
    "加装电梯": "加装<script>alert(1)</script>电梯",
    "区水利局": "区水<svg onload=alert(1)>利局",
    "图纸缺失": "图纸<a href=javascript:alert(1)>缺失",
    "居民意见不统一": "居民<iframe src=//x.example>意见不统一",
    "用地指标": "用地</textarea></option></datalist><b>指标",
    "施工用电": "施工{{ 7*7 }}&lt;用电",
    "主体设备": "主体\u202e设备",
}
TAGS = ("<img", "<script", "<svg", "<iframe", "<b>", "javascript:alert(1)>", "\u202e")


@pytest.fixture
def hostile(data: Path) -> Path:
    """The example, with what its records say made live."""
    for path in sorted(data.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for word, live in LIVE.items():
            text = text.replace(word, live)
        path.write_text(text, encoding="utf-8")
    return data


def assert_dead(reply: Reply) -> None:
    for tag in TAGS:
        assert tag not in reply.body


def test_what_is_stored_comes_alive_on_no_page(hostile: Path) -> None:
    said = ""
    with opened_desk(hostile) as opened:
        desk = opened.client()
        unit = LIVE["区水利局"].replace("<", "%3C").replace(">", "%3E").replace("=", "%3D").replace(" ", "+")
        paths = ["", "month?period=2025-10", f"month?period=2025-11&unit={unit}", "collect", "problems", "notices"]
        paths += ["requests", "review", *(f"do/{deed}" for deed in DEEDS)]
        for path in paths:
            page = desk.get(path)
            assert page.status == 200, (path, page.text)
            assert_dead(page)
            said += page.text
        shown = [
            desk.send("do/progress/add", {"item": "5-1", "value": "14", "day": "2025-10-31", "note": LIVE["加装电梯"]}),
            desk.send("do/problem/raise", {"item": "14-2", "title": LIVE["图纸缺失"], "by": LIVE["区水利局"]}),
            desk.send("do/notice/issue", {"task": "14-2", "level": "红"}),
            desk.send("do/papers/make", {"period": "2025-10", "kinds": ["bulletin", "problems"]}),
            desk.send("do/progress/template", {"period": "2025-10"}),
            desk.send("do/progress/add", {"item": LIVE["水闸"], "value": "14"}),
            desk.upload("collect", {f"{LIVE['水闸']}.xlsx": b"PK"}, period="2025-10"),
        ]
        for reply in shown:
            assert_dead(reply)
            said += reply.text
            if reply.status == 200 and 'name="work"' in reply.body:
                assert_dead(desk.confirm(reply))
    for live in ("<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<svg onload=alert(1)>", "{{ 7*7 }}"):
        assert live in said, "it was there to be seen, as text"


def test_a_registry_that_cannot_be_read_is_told_of_on_every_page(data: Path, opened: Opened) -> None:
    desk: Client = opened.client()
    (data / "tasks.yaml").write_text("sections: [\n", encoding="utf-8")
    for path in ("", "month?period=2025-10", "collect", "problems", "notices", "requests", "do/progress/add", "review"):
        page = desk.get(path)
        assert page.status in (200, 422, 500), path
        assert "Traceback" not in page.text
        assert "程序出错" not in page.text, page.text
    refused = desk.send("do/progress/add", {"item": "5-1", "value": "14"})
    assert refused.status == 422
    assert "没有写入" in refused.text


def test_a_registry_that_is_gone_is_told_of(data: Path, opened: Opened) -> None:
    desk = opened.client()
    data.rename(data.with_name("别处"))
    for path in ("problems", "month?period=2025-10", "review", "do/progress/add"):
        page = desk.get(path)
        assert "程序出错" not in page.text, page.text
    assert "没有这个文件夹" in desk.send("do/progress/add", {"item": "5-1", "value": "14"}).text
