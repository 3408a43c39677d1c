"""An OFD is read page by page as it is printed; signatures, stamps, notes and what is hidden are told."""

import pytest

from dcgd.errors import Unreadable
from dcgd.intake.draft.drafting import draft
from dcgd.intake.text.ofd import is_ofd, read_ofd
from dcgd.intake.text.readers import read
from hostile.ofds import OFD, ofd, page, path, text
from word_documents import word


def lines(*pages: str) -> list[str]:
    return read_ofd(ofd(pages))[0].split("\n")


def test_lines_are_read_by_their_places_and_pages_are_parted() -> None:
    first = page(text("1.修路。（牵头单位：区交通局）", 20, 60), text("一、工业", 20, 30))
    assert lines(first, page(text("二、农业"))) == ["一、工业", "1.修路。（牵头单位：区交通局）", "\f二、农业"]


def test_pieces_of_a_line_are_one_line() -> None:
    assert lines(page(text("完成投资", 20, 30), text("3", 36, 30.2), text("亿元", 40, 30))) == ["完成投资3亿元"]


def test_what_it_says_is_a_draft() -> None:
    said = ["春江市2023年重点工作要点", "一、工业", "1.新增企业20家。（市工信局牵头）"]
    made = read(ofd([page(*(text(words, 20, 20 + 10 * at) for at, words in enumerate(said)))]), "a.ofd")
    (task,) = draft(made.text, 2000).tasks()

    assert (made.form, task.text, task.leads) == ("ofd", "新增企业20家。", ("市工信局",))


def test_a_ruled_table_is_rows() -> None:
    down, across = (40, 50, 60), (20, 60, 100, 140)
    down, across = (40, 50, 60), (20, 60, 100, 140)
    grid = "".join(f"M 20 {y} L 140 {y} " for y in down) + "".join(f"M {x} 40 L {x} 60 " for x in across)
    rows = [("任务", "责任单位", "时限"), ("修路", "区交通局", "6月底")]
    cells = [text(words, 22 + 40 * at, 42 + 10 * row) for row, said in enumerate(rows) for at, words in enumerate(said)]
    content = page(path(grid), *cells, text("一、交通"))

    assert lines(content) == ["一、交通", "任务\t责任单位\t时限", "修路\t区交通局\t6月底"]


def test_templates_of_pages_are_read_where_pages_use_them() -> None:
    common = '<ofd:CommonData><ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
    more = {"Doc_0/Tpls/Tpl_0/Content.xml": page(text("云溪区人民政府文件", 20, 10))}
    used = page(text("一、工业", 20, 30), before='<ofd:Template TemplateID="7"/>')

    assert read_ofd(ofd([used], more, common))[0].split("\n") == ["云溪区人民政府文件", "一、工业"]


def test_what_is_no_text_is_told() -> None:
    annotations = "<a:Annots xmlns:a='x'><a:Page><a:FileLoc>P.xml</a:FileLoc></a:Page></a:Annots>"
    notes = f"<a:Annots xmlns:a='x'><a:Annot Type='Stamp'/><a:Annot Type='Link'>{text('改成20')}</a:Annot></a:Annots>"
    content = page(
        text("一、工业"), text("旧", 20, 40, 'Visible="false"'), text("内部", 20, 60, 'CTM="0.7 0.7 -0.7 0.7 0 0"'),
        '<ofd:ImageObject ID="9" Boundary="0 0 9 9"/>',
    )  # fmt: skip
    more = {"Doc_0/Annots/A.xml": annotations, "Doc_0/Annots/P.xml": notes.replace("ofd:", "a:")}
    common = "<ofd:Annotations>Annots/A.xml</ofd:Annotations>"
    read_text, unread = read_ofd(ofd([content, page()], more, common, "<ofd:Signature ID='1'/>"))

    assert read_text.strip() == "一、工业"
    assert list(map(str, unread)) == [
        "电子签章（没有验证） 1 处",
        "印章 1 处",
        "批注 1 处（“改成20”）",
        "隐藏的文字 1 处（“旧”）",
        "斜排的文字 1 处（“内部”）",
        "图片 1 处",
        "没有文字的页 1 处（“第 2 页”）",
    ]


REFUSED = {
    "broken": (ofd([page("<a>")]), "损坏"),
    "no page": (ofd([], {"Doc_0/Document.xml": "<a><Page BaseLoc='Pages/x.xml'/></a>"}), "里面缺 Pages/x.xml"),
    "no document": (OFD["places outside"](), "里面缺"),
    "entities": (OFD["entities"](), "实体"),
    "pages": (OFD["a million pages"](), "1000 页"),
    "no text": (ofd([page()]), "扫描件"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(case: str) -> None:
    data, words = REFUSED[case]
    with pytest.raises(Unreadable, match=words):
        read(data, "a.ofd")


def test_other_packages_are_none() -> None:
    assert not is_ofd(word("<w:p/>"))
    assert not is_ofd(b"PK\x03\x04")
