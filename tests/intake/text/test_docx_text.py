"""What a reader of a Word document sees is its text, whatever is wrapped around it; what is not seen is counted."""

import pytest

from dcgd.errors import Unreadable
from dcgd.intake.text.docx_document import read_word
from word_documents import control, paragraph, row, run, table, word

BY = 'w:id="1" w:author="甲" w:date="2026-01-01T00:00:00Z"'


def box(*paragraphs: str) -> str:
    return f"<wps:txbx><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></wps:txbx>"


def old_box(*paragraphs: str) -> str:
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"


def field(code: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def text(body: str, **parts: str) -> str:
    return read_word(word(body, **parts))[0]


def unread(body: str, **parts: str) -> list[str]:
    return [str(kind) for kind in read_word(word(body, **parts))[1]]


WRAPPED = {
    "an insertion": f"<w:ins {BY}>{run('15')}</w:ins>",
    "an insertion in a move": f"<w:moveTo {BY}><w:ins {BY}>{run('15')}</w:ins></w:moveTo>",
    "a content control": control(run("15")),
    "a content control in a content control in an insertion": f"<w:ins {BY}>{control(control(run('15')))}</w:ins>",
    "a smart tag": f'<w:smartTag w:element="n">{run("15")}</w:smartTag>',
    "custom XML": f'<w:customXml w:element="n">{run("15")}</w:customXml>',
    "a link": f'<w:hyperlink r:id="x">{run("15")}</w:hyperlink>',
    "a simple field": f'<w:fldSimple w:instr=" DOCPROPERTY n ">{run("15")}</w:fldSimple>',
    "a field": field(" DOCPROPERTY n ", run("15")),
    "a field whose code has a field": field(" IF " + "</w:instrText></w:r>" + field("PAGE", run("99")) + "<w:r><w:instrText>", run("15")),
    "another direction": f'<w:bdo w:val="ltr">{run("15")}</w:bdo>',
    "a formula": "<m:oMath><m:r><m:t>15</m:t></m:r></m:oMath>",
    "a reading aid": f"<w:r><w:ruby><w:rt>{run('shíwǔ')}</w:rt><w:rubyBase>{run('15')}</w:rubyBase></w:ruby></w:r>",
    "one of two ways to show it": f"<mc:AlternateContent><mc:Choice>{run('15')}</mc:Choice><mc:Fallback>{run('15')}</mc:Fallback></mc:AlternateContent>",
    "the second of two ways, as the first is empty": f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{run('15')}</mc:Fallback></mc:AlternateContent>",
    "two ways within a run": "<w:r><mc:AlternateContent><mc:Choice><w:t>15</w:t></mc:Choice><mc:Fallback><w:t>15</w:t></mc:Fallback></mc:AlternateContent></w:r>",
}  # fmt: skip


@pytest.mark.parametrize("wrapper", WRAPPED)
def test_words_in_a_wrapper_are_read_once(wrapper: str) -> None:
    assert text(paragraph("新增企业 ", WRAPPED[wrapper], " 家以上。")) == "新增企业 15 家以上。"


BLOCKS = {
    "a content control": control(paragraph("甲")),
    "an insertion": f"<w:ins {BY}>{paragraph('甲')}</w:ins>",
    "custom XML in a content control": control(f'<w:customXml w:element="n">{paragraph("甲")}</w:customXml>'),
    "two ways to show it": f"<mc:AlternateContent><mc:Choice>{paragraph('甲')}</mc:Choice><mc:Fallback>{paragraph('甲')}</mc:Fallback></mc:AlternateContent>",
}


@pytest.mark.parametrize("wrapper", BLOCKS)
def test_paragraphs_in_a_wrapper_are_read_in_their_place(wrapper: str) -> None:
    assert text(paragraph("前") + BLOCKS[wrapper] + paragraph("后")) == "前\n甲\n后"


def test_rows_cells_and_their_paragraphs_in_content_controls_are_read() -> None:
    cells = control(f"<w:tc>{control(paragraph('甲'))}</w:tc>") + f"<w:tc>{paragraph(control(run('乙')))}</w:tc>"
    rows = control(row(cells, "丙")), f"<w:ins {BY}>{row('丁', '戊', '己')}</w:ins>"
    assert text(table(*rows)) == "甲\t乙\t丙\n丁\t戊\t己"


def test_a_table_in_a_cell_and_one_in_that_are_part_of_the_cell() -> None:
    inner = table(row("子", "丑", f"<w:tc>{table(row('寅'))}</w:tc>"))
    assert text(table(row("甲", f"<w:tc>{paragraph('乙')}{inner}{paragraph('丙')}</w:tc>", "丁"))).split("\t") == [
        "甲",
        "乙\u2028子 丑 寅  \u2028丙",
        "丁",
    ]


@pytest.mark.parametrize("make", [box, old_box])
def test_a_text_box_is_read_behind_its_paragraph(make: object) -> None:
    drawn = box(paragraph("乙"), paragraph("丙")) if make is box else old_box(paragraph("乙"), paragraph("丙"))
    drawing = f"<w:drawing>{drawn}</w:drawing>" if make is box else drawn
    assert text(paragraph("甲", f"<w:r>{drawing}</w:r>") + paragraph("丁")) == "甲\n乙\n丙\n丁"


def test_a_text_box_that_is_there_for_new_and_for_old_programs_is_read_once() -> None:
    new = f'<mc:Choice Requires="wps"><w:drawing>{box(paragraph("乙"))}</w:drawing></mc:Choice>'
    both = f"<mc:AlternateContent>{new}<mc:Fallback>{old_box(paragraph('乙'))}</mc:Fallback></mc:AlternateContent>"
    assert text(paragraph("甲", f"<w:r>{both}</w:r>")) == "甲\n乙"


def test_a_box_in_a_box_and_a_table_in_a_box_are_read() -> None:
    inner = paragraph("乙", f"<w:r>{old_box(paragraph('丙'), table(row('丁', '戊', '己')))}</w:r>")
    assert text(paragraph("甲", f"<w:r><w:drawing>{box(inner)}</w:drawing></w:r>")) == "甲\n乙\n丙\n丁\t戊\t己"


UNSEEN = {
    "deleted": (f"<w:del {BY}><w:r><w:delText>18</w:delText></w:r></w:del>", "修订时删去的文字 1 处（“18”）"),
    "moved away": (f"<w:moveFrom {BY}>{run('18')}</w:moveFrom>", "修订时移走的文字 1 处（“18”）"),
    "hidden": (run("18", "<w:vanish/>"), "隐藏的文字 1 处（“18”）"),
    "struck out": (run("18", "<w:strike/>"), "加了删除线的文字 1 处（“18”）"),
    "struck out twice": (run("18", '<w:dstrike w:val="1"/>'), "加了删除线的文字 1 处（“18”）"),
    "in pieces": (run("1", "<w:strike/>") + run("8", "<w:strike/>"), "加了删除线的文字 1 处（“18”）"),
    "hidden by its style": (run("18", '<w:rStyle w:val="hidden"/>'), "隐藏的文字 1 处（“18”）"),
    "hidden by a style of its style": (run("18", '<w:rStyle w:val="below"/>'), "隐藏的文字 1 处（“18”）"),
    "in a wrapper": (f"<w:ins {BY}>{control(run('18', '<w:vanish/>'))}</w:ins>", "隐藏的文字 1 处（“18”）"),
    "a prompt": (control(run("点此输入"), "<w:showingPlcHdr/>"), "内容控件里的提示 1 处（“点此输入”）"),
    "a result within a field's code": (field("</w:instrText></w:r>" + run("18") + "<w:r><w:instrText>", ""), "域代码 1 处（“18”）"),
}  # fmt: skip
STYLES = (
    '<w:style w:styleId="hidden" w:type="character"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="below" w:type="character"><w:basedOn w:val="hidden"/></w:style>'
    '<w:style w:styleId="unsaid" w:type="paragraph"><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_is_not_seen_is_not_joined_to_what_is_and_is_named(kind: str) -> None:
    words, named = UNSEEN[kind]
    body = paragraph("新增 ", words, "20 家。")
    assert text(body, styles=STYLES) == "新增 20 家。"
    assert unread(body, styles=STYLES) == [named]


SEEN = {
    "hidden switched off": run("18", '<w:vanish w:val="0"/>'),
    "struck switched off": run("18", '<w:strike w:val="false"/>'),
    "what its style hides, shown": run("18", '<w:rStyle w:val="hidden"/><w:vanish w:val="off"/>'),
    "hidden on the web alone": run("18", "<w:webHidden/>"),
}


@pytest.mark.parametrize("kind", SEEN)
def test_what_is_seen_stays(kind: str) -> None:
    assert text(paragraph("新增 ", SEEN[kind], " 家。"), styles=STYLES) == "新增 18 家。"


def test_a_paragraph_that_its_style_hides_is_no_text() -> None:
    body = paragraph("甲", properties='<w:pStyle w:val="unsaid"/>') + paragraph("乙")
    assert text(body, styles=STYLES) == "乙"
    assert unread(body, styles=STYLES) == ["隐藏的文字 1 处（“甲”）"]


@pytest.mark.parametrize("mark", [f"<w:del {BY}/>", f"<w:moveFrom {BY}/>", "<w:vanish/>", "<w:specVanish/>"])
def test_behind_a_paragraph_whose_end_is_not_seen_the_next_goes_on(mark: str) -> None:
    body = paragraph("一、", properties=f"<w:rPr>{mark}</w:rPr>") + paragraph("工业") + paragraph("二、")
    assert text(body) == "一、工业\n二、"


def test_rows_that_were_deleted_or_are_hidden_are_named() -> None:
    rows = row("甲"), row("乙", properties=f"<w:del {BY}/>"), row("丙", properties="<w:hidden/>"), row("丁")
    assert text(table(*rows)).split() == ["甲", "丁"]
    assert unread(table(*rows)) == ["修订时删去的表格行 1 处（“乙”）", "隐藏的表格行 1 处（“丙”）"]


def test_a_cell_that_was_deleted_is_named() -> None:
    gone = f"<w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr>{paragraph('18')}</w:tc>"
    assert text(table(row("甲", gone, "乙", "丙"))) == "甲\t乙\t丙"
    assert unread(table(row("甲", gone, "乙", "丙"))) == ["修订时删去的表格单元 1 处（“18”）"]


def test_a_bookmark_between_paragraphs_parts_nothing() -> None:
    mark = "<w:rPr><w:specVanish/></w:rPr>"
    assert text(paragraph("一、", properties=mark) + '<w:bookmarkEnd w:id="1"/>' + paragraph("工业")) == "一、工业"


def test_words_whose_paragraph_would_go_on_in_a_table_stay_before_it() -> None:
    body = paragraph("甲", properties=f"<w:rPr><w:del {BY}/></w:rPr>") + table(row("乙", "丙", "丁"))
    assert text(body) == "甲\n乙\t丙\t丁"


BESIDE = {
    "页眉 1 处（“征求意见稿”）": {"header": paragraph("征求意见稿")},
    "页脚 1 处（“联系人：张某某”）": {"footer": paragraph("联系人：张某某")},
    "脚注 1 处（“含在建项目”）": {
        "footnotes": f'<w:footnote w:type="separator">{paragraph("分隔")}</w:footnote>'
        f"<w:footnote>{paragraph('含在建项目')}</w:footnote>"
    },
    "尾注 1 处（“见附件”）": {"endnotes": f"<w:endnote>{paragraph('见附件')}</w:endnote>"},
    "批注 2 处（“改成 20”“同意”）": {
        "comments": f"<w:comment>{paragraph('改成 20')}</w:comment><w:comment>{paragraph('同意')}</w:comment>"
    },
}


@pytest.mark.parametrize("named", BESIDE)
def test_what_stands_beside_the_text_is_named(named: str) -> None:
    assert unread(paragraph("甲"), **BESIDE[named]) == [named]


def test_a_page_number_is_nothing_to_name() -> None:
    assert unread(paragraph("甲"), footer=paragraph("— 12 —"), header=paragraph("第 1 页 共 9 页")) == []


def test_pictures_symbols_and_embedded_files_are_counted() -> None:
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert unread(paragraph(picture, picture, symbol) + '<w:altChunk r:id="x"/>') == [
        "图片 2 处",
        "特殊符号 1 处",
        "嵌入的文件 1 处",
    ]


def test_a_table_of_contents_that_word_made_only_repeats_headings() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = control(paragraph("一、工业", "<w:r><w:tab/></w:r>", "2"), gallery) + paragraph("一、工业")
    assert text(body) == "一、工业"
    assert unread(body) == ["目录 1 处（“一、工业2”）"]


def test_tabs_breaks_and_hyphens_are_characters() -> None:
    inner = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:br w:type='page'/></w:r>"
    assert text(paragraph(inner)) == "甲\t乙\nA-B"


def test_a_code_that_never_ends_hides_nothing_behind_its_paragraph() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert text(paragraph(begun) + paragraph("甲")) == "\n甲"


def test_headings_by_their_style_or_a_style_of_that_are_marked() -> None:
    styles = (
        '<w:style w:styleId="1" w:type="paragraph"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="a" w:type="paragraph"><w:name w:val="章"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:styleId="2" w:type="paragraph"><w:name w:val="标题 2"/></w:style>'
    )
    body = "".join(paragraph(name, properties=f'<w:pStyle w:val="{name}"/>') for name in ("1", "a", "2", "none"))
    assert text(body, styles=styles) == "# 1\n# a\n## 2\nnone"


def test_what_is_nested_beyond_all_sense_is_refused() -> None:
    with pytest.raises(Unreadable, match="太深"):
        text("<w:sdt><w:sdtContent>" * 500 + paragraph("甲") + "</w:sdtContent></w:sdt>" * 500)


def test_word_art_is_named_by_its_words() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="征求意见稿"/></v:shape></w:pict></w:r>'
    assert unread(paragraph("甲", art)) == ["艺术字 1 处（“征求意见稿”）"]
