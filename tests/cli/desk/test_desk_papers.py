"""The month's papers, a draft's review and the seal at the desk."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from desks import Client, opened_desk

Call = Callable[..., Any]


def test_papers_are_made_to_be_taken_away_and_issued_only_when_confirmed(desk: Client, data: Path) -> None:
    before = (data / "papers.yaml").read_bytes()
    given = {"period": "2025-09", "kinds": ["bulletin", "problems"]}
    drafts = desk.send("do/papers/make", given)
    assert "登记册没有要改的" in drafts.text
    assert "通报" in drafts.text
    preview = desk.send("do/papers/make", {**given, "issue": "1"})
    assert "/desk/file/" not in preview.body, "their numbers are not registered yet"
    assert (data / "papers.yaml").read_bytes() == before
    issued = desk.confirm(preview)
    assert "写好了" in issued.text
    assert (data / "papers.yaml").read_bytes() != before
    key = issued.body.split("/desk/file/")[1].split("/")[0]
    with zipfile.ZipFile(BytesIO(desk.content(f"/desk/file/{key}/all"))) as archive:
        assert any("通报" in name for name in archive.namelist())


def test_forms_for_the_units_are_made_and_no_file_is_left(desk: Client, data: Path) -> None:
    made = desk.send("do/progress/template", {"period": "2025-10", "unit": "区水利局"})
    assert "区水利局_2025-10.xlsx" in made.text
    assert sorted(path.name for path in data.iterdir()) == sorted(
        path.name for path in data.iterdir() if "填报" not in path.name
    )


def test_a_month_is_sealed(desk: Client, data: Path) -> None:
    assert "写好了" in desk.do("seal/month", period="2025-09").text
    assert (data / "seals/2025-09.zip").is_file()


def test_a_draft_is_reviewed_beside_its_source(tmp_path: Path, call: Call) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_text(
        "区政府办公室关于印发2025年重点工作的通知\n区政办字〔2025〕1号\n一、抓好水利\n"
        "1．整修水渠。年内整修水渠3公里，出台管护办法。（责任单位：区水利局）\n2025年1月5日\n",
        encoding="utf-8",
    )
    call("import", str(notice), "-o", str(tmp_path / "草稿"))
    with opened_desk(tmp_path / "草稿") as opened:
        desk = opened.client()
        page = desk.get("review")
        assert "整修水渠3公里" in page.text
        assert "通知.txt:4" in page.text or ".txt:" in page.text
        corrected = desk.send("review", {"action": "correct", "id": "1-1", "key": "indicator", "value": "整修渠道"})
        assert "dcgd review" in corrected.text
        assert "indicator 整修渠道" in corrected.text
        assert "写好了" in desk.confirm(corrected).text
        accepted = desk.confirm(desk.send("review", {"action": "accept", "id": ["1-1", "1-m1"]}))
        assert "已认可" in accepted.text
        assert "先勾选" in desk.send("review", {"action": "accept"}).text
        assert desk.send("review", {"action": "format", "id": "1-1"}).status == 422
