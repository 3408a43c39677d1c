"""Problems, notices and requests at the desk: each walked through its steps as the commands walk it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dcgd.cli.desk.journals import JOURNALS
from desks import Client, timeless, yaml_of
from word_documents import paragraph, row, table, word

Call = Callable[..., Any]


@pytest.mark.parametrize(
    ("path", "line", "step"),
    [
        ("problems", "WT-2025-006", "problem/assign?name=WT-2025-006"),
        ("problems", "WT-2025-002", "problem/reject?name=WT-2025-002"),
        ("notices", "DB-2025-003", "notice/reply?numbers=DB-2025-003"),
        ("notices", "DB-2025-001", "notice/accept?numbers=DB-2025-001"),
        ("requests", "YQ-2025-001", ""),
    ],
)
def test_each_line_leads_to_the_steps_that_may_come_next(desk: Client, path: str, line: str, step: str) -> None:
    page = desk.get(path)
    assert line in page.text
    assert f'href="/desk/do/{step}"' in page.body if step else f"={line}" not in page.body


def test_every_list_begins_with_its_first_deed(desk: Client) -> None:
    for path, journal in JOURNALS.items():
        assert f'href="/desk/do/{journal.first}"' in desk.get(path).body


def test_a_problem_goes_through_all_its_steps(desk: Client, data: Path) -> None:
    steps = (
        ("raise", {"item": "9-2", "title": "验收标准有变", "by": "区住建局", "day": "2025-10-01"}),
        ("assign", {"by": "区政府办", "to": "区住建局", "deadline": "2025-10-31", "day": "2025-10-02"}),
        ("resolve", {"by": "区住建局", "day": "2025-10-20"}),
        ("feedback", {"by": "区住建局", "day": "2025-10-21"}),
        ("reject", {"by": "区政府办", "note": "只验收了一半", "day": "2025-10-22"}),
        ("resolve", {"by": "区住建局", "day": "2025-10-28"}),
        ("feedback", {"by": "区住建局", "day": "2025-10-28"}),
        ("close", {"by": "区政府办", "day": "2025-10-30"}),
    )
    for step, fields in steps:
        named = {} if step == "raise" else {"name": "WT-2025-007"}
        assert "写好了" in desk.do(f"problem/{step}", **named, **fields).text, step
    refused = desk.send(
        "do/problem/assign", {"name": "WT-2025-007", "by": "甲", "to": "区住建局", "deadline": "2025-11-30"}
    )
    assert "接下来可以" in refused.text
    assert "problem/reject?name=WT-2025-007" in desk.get("problems").body


def test_a_request_is_asked_for_and_decided(desk: Client, data: Path) -> None:
    asked = desk.do(
        "request/ask", item="9-1", field="due", to="2026-03-31", by="区住建局", note="冬季停工", day="2025-11-20"
    )
    assert "写好了" in asked.text
    assert "request/decide?name=YQ-2025-003" in desk.get("requests").body
    decided = desk.do("request/decide", name="YQ-2025-003", approve="--approve", by="第52次常务会议", day="2025-11-28")
    assert "9-1 的时限已调整" in decided.text
    assert "request/decide?name=YQ-2025-003" not in desk.get("requests").body
    assert "YQ-2025-003" in (data / "tasks.yaml").read_text(encoding="utf-8")


def test_a_notice_is_issued_delivered_answered_and_accepted(desk: Client, data: Path) -> None:
    preview = desk.send("do/notice/issue", {"task": "14-2", "unit": "区住建局", "level": "红", "as_of": "2025-11-30"})
    assert "文件写入以后可以取走" in preview.text
    before = (data / "notices.yaml").read_bytes()
    issued = desk.confirm(preview)
    assert "写好了" in issued.text
    assert (data / "notices.yaml").read_bytes() != before
    sheet = desk.ask("GET", "/desk/file/" + issued.body.split("/desk/file/")[1].split('"')[0], Cookie=desk.cookie)
    assert sheet.status == 200
    assert sheet.body.startswith("PK")
    assert "dcgd-desk-" not in preview.text + issued.text
    for step, fields in (
        ("deliver", {}),
        ("reply", {"cause": "居民意见不统一", "measures": "逐户上门"}),
        ("accept", {}),
    ):
        assert "写好了" in desk.do(f"notice/{step}", numbers="DB-2025-004", **fields).text, step


def test_a_returned_sheet_is_read_from_the_file_that_is_sent_and_from_no_other(
    desk: Client, data: Path, tmp_path: Path, call: Call
) -> None:
    refused = desk.send("do/notice/reply", {"file": str(data / "tasks.yaml")})
    assert refused.status == 422
    assert "缺少参数 单号" in refused.text
    unread = desk.upload("do/notice/reply", {"反馈单.docx": b"nothing"})
    assert unread.status == 422
    assert "反馈单.docx" in unread.text
    assert "dcgd-desk-" not in unread.text


def test_a_returned_sheet_that_is_sent_becomes_the_reply(
    desk: Client, data: Path, example: Path, tmp_path: Path, call: Call
) -> None:
    told = {"原因": "用电不足", "下一步措施": "架设专线", "预计完成时间": "2026-10-31", "责任人": "陶某某"}
    sheet = word(paragraph("反馈单 DB-2025-003") + table(*(row(label, value) for label, value in told.items())))
    preview = desk.upload("do/notice/reply", {"反馈单.docx": sheet}, day="2026-02-02")
    assert "原因：用电不足" in preview.text
    assert "dcgd notice reply --file 反馈单.docx --date 2026-02-02" in preview.text
    assert "写好了" in desk.confirm(preview).text
    (tmp_path / "反馈单.docx").write_bytes(sheet)
    call("notice", "reply", "--file", str(tmp_path / "反馈单.docx"), "--date", "2026-02-02", "--data", str(example))
    assert timeless(yaml_of(data)) == timeless(yaml_of(example))


def test_a_notice_that_was_issued_is_printed_again_without_any_change(desk: Client, data: Path) -> None:
    before = (data / "notices.yaml").read_bytes()
    printed = desk.send("do/notice/print", {"numbers": "DB-2025-003"})
    assert "登记册没有要改的" in printed.text
    assert ".docx" in printed.text
    assert (data / "notices.yaml").read_bytes() == before
