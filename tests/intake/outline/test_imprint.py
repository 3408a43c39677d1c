"""What a document says about itself."""

from datetime import date

from dcgd.intake.outline.imprint import Imprint, end_matter, read_imprint
from dcgd.intake.text.body import build_body

NOTICE = """云溪区人民政府办公室
关于印发2026年重点任务的通知
云政办字〔2026〕3号

各镇街，区直各部门：
现将任务印发给你们，请认真落实。

一、强化创新
1.新增企业15家。（牵头单位：区科技局）

云溪区人民政府办公室
2026年1月15日
"""


def imprint_of(text: str) -> Imprint:
    body = build_body(text)
    begin = body.text.find("一、强化")
    return read_imprint(body, begin if begin >= 0 else len(body.text), end_matter(body))


def test_number_title_issuer_and_date() -> None:
    imprint = imprint_of(NOTICE)

    assert imprint.number == "云政办字〔2026〕3号"
    assert imprint.issuer == "云溪区人民政府办公室"
    assert "2026年重点任务" in imprint.title
    assert imprint.issued == date(2026, 1, 15)
    assert (imprint.start, imprint.due) == (date(2026, 1, 1), date(2026, 12, 31))


def test_what_a_document_does_not_say_is_not_made_up() -> None:
    imprint = imprint_of("一、强化创新\n1.新增企业15家。")

    assert (imprint.number, imprint.issuer, imprint.issued) == ("", "", None)


def test_the_end_matter_begins_behind_the_last_task() -> None:
    body = build_body(NOTICE)

    assert body.text[end_matter(body) :].startswith("云溪区人民政府办公室")
    assert end_matter(build_body("1.修路。")) == len("1.修路。")
