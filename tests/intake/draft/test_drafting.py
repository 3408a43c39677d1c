"""From bytes to a draft: how a text was come by and what was left out goes with it, into the note of the document."""

from datetime import date

from dcgd.intake.draft.drafting import draft, drafted
from dcgd.intake.text.bundle import File
from dcgd.intake.text.unread import UNREAD
from word_documents import paragraph, run, word

HEAD = "云溪区人民政府关于印发{}重点任务的通知\n云政发〔2026〕3号\n2026年1月20日\n一、工业\n"


def test_a_text_is_drafted_with_its_encoding() -> None:
    made = drafted([File("a.txt", "一、工业\n1.修路。（牵头单位：区交通局）".encode("gb18030"))], 2026)
    assert (made.form, made.unread, made.draft.document.note) == ("gb18030", (), None)
    assert [task.leads for task in made.draft.tasks()] == [("区交通局",)]


def test_what_was_not_read_stands_in_the_note_of_the_document() -> None:
    body = paragraph("一、工业") + paragraph("1.修路", run("十八条", "<w:strike/>"), "二十条。（牵头单位：区交通局）")
    made = drafted([File("a.docx", word(body))], 2026)
    assert made.draft.document.note == f"{UNREAD}加了删除线的文字 1 处（“十八条”）"
    assert list(map(str, made.unread)) == ["加了删除线的文字 1 处（“十八条”）"]


def test_a_document_of_one_year_ends_with_that_year_even_where_it_looks_further() -> None:
    text = (
        HEAD.format("2026年")
        + "1.修路。到2030年，建成道路50条。（牵头单位：区交通局）\n2.架桥。新建桥梁2座。（牵头单位：区交通局）"
    )
    road, bridge = draft(text, 2026).tasks()
    assert draft(text, 2026).document.due == date(2030, 12, 31)
    assert (road.targets[0].due, bridge.due) == (date(2030, 12, 31), date(2026, 12, 31))


def test_the_first_named_leads_where_the_document_says_so_from_there_on() -> None:
    text = (
        "1.修路。（区交通局、区财政局负责）\n2.架桥。（区交通局、区水利局负责。列第一位者为牵头单位，下同）\n"
        "3.植树。（区林业局、区财政局负责）"
    )
    assert [(task.leads, task.participants) for task in draft(text, 2026).tasks()] == [
        (("区交通局", "区财政局"), ()),
        (("区交通局",), ("区水利局",)),
        (("区林业局",), ("区财政局",)),
    ]


def test_rows_of_a_table_come_under_the_chapter_they_stand_in() -> None:
    table = "| 序号 | 任务 | 责任单位 |\n| 1 | 修路 | 区交通局 |\n"
    drawn = draft(f"一、交通\n{table}二、农业\n1.修渠。（牵头单位：区水利局）\n", 2026)
    assert [(section.title, [task.title for task in section.tasks]) for section in drawn.sections] == [
        ("交通", ["修路"]),
        ("农业", ["修渠"]),
    ]
