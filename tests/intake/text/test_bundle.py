"""A document in several files or in a zip: the document first, enclosures behind it; what is left out is told."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

import hostile
from dcgd.errors import Unreadable
from dcgd.intake.draft.drafting import Drafted, drafted
from dcgd.intake.text.bundle import File, unpacked
from word_documents import paragraph, row, table, word

NOTICE = (
    "关于印发春江市2023年重点工作分工方案的通知\n\n春政办发〔2023〕5号\n\n2023年2月1日\n\n一、加强建设\n\n"
    "1.建设数据集。建设数据集10个。（责任单位：市数据局）\n\n2.统筹安全。建立管理制度。（责任单位：市网信办）\n"
)
LEDGER = (
    ("序号", "项目名称", "建设内容", "责任单位", "完成时限"),
    (1, "城北机房", "新增机柜300个", "云溪区政府", "9月"),
)


def ledger() -> bytes:
    made = Workbook()
    for cells in LEDGER:
        made.worksheets[0].append(list(cells))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def annex() -> bytes:
    return word(
        paragraph("附件2")
        + paragraph("2023年民生实事清单")
        + table(row("序号", "任务", "责任单位"), row("1", "改造老旧小区12个", "市住建局"))
        + paragraph("备注：以批复为准。")
    )


def zipped(*files: tuple[str, bytes], gbk: bool = False) -> bytes:
    """A zip of files; with `gbk` the names are written as programs of Chinese Windows do."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files:
            entry = zipfile.ZipInfo(name)
            package.writestr(entry, data)
    data = out.getvalue()
    if gbk:
        for name, _data in files:
            utf8, plain = name.encode(), name.encode("gbk")
            assert len(plain) <= len(utf8)
            data = data.replace(utf8, plain + b"_" * (len(utf8) - len(plain)))
        data = data.replace(b"\x00\x08\x00\x00", b"\x00\x00\x00\x00")
    return data


def made(*files: tuple[str, bytes]) -> Drafted:
    return drafted([File(name, data) for name, data in files], 2000)


def tasks(read: Drafted) -> list[tuple[str, int, str, tuple[str, ...]]]:
    return [(section.title, t.number, t.text, t.leads) for section in read.draft.sections for t in section.tasks]


WHOLE = [
    ("加强建设", 1, "建设数据集。建设数据集10个。", ("市数据局",)),
    ("加强建设", 2, "统筹安全。建立管理制度。", ("市网信办",)),
    ("附件1 重点项目", 3, "城北机房\n新增机柜300个", ("云溪区政府",)),
    ("2023年民生实事清单", 4, "改造老旧小区12个", ("市住建局",)),
]


def test_enclosures_in_files_of_their_own_are_sections_behind_the_document() -> None:
    read = made(("通知.txt", NOTICE.encode()), ("附件1 重点项目.xlsx", ledger()), ("附件2.docx", annex()))

    assert tasks(read) == WHOLE
    assert read.form == "utf-8、xlsx、docx"
    assert [str(target.due) for task in read.draft.tasks() for target in task.targets] == ["None"] * 3
    assert next(task for task in read.draft.tasks() if task.number == 3).due.isoformat() == "2023-09-30"  # type: ignore[union-attr]


def test_the_document_is_the_one_with_numbered_text_wherever_it_stands() -> None:
    read = made(("附件2.docx", annex()), ("通知.txt", NOTICE.encode()))

    assert read.name == "通知.txt"
    assert [task[2] for task in tasks(read)] == [WHOLE[0][2], WHOLE[1][2], WHOLE[3][2]]


def test_a_zip_is_read_like_its_files_in_the_order_of_their_numbers() -> None:
    data = zipped(
        ("包/附件10.docx", annex()),
        ("包/附件2 重点项目.xlsx", ledger()),
        ("包/通知.txt", NOTICE.encode()),
        ("__MACOSX/._通知.txt", b"\x00"),
        ("包/~$通知.docx", b"\x00"),
    )
    read = made(("包.zip", data))

    assert [section.title for section in read.draft.sections] == ["加强建设", "附件2 重点项目", "2023年民生实事清单"]
    assert read.unread == ()


def test_names_in_gbk_are_read() -> None:
    [file, _other] = unpacked([File("包.zip", zipped(("重点项目通知.txt", b"a"), ("b.txt", b"b"), gbk=True))])[::-1]

    assert file.name.startswith("重点项目通知.txt")


def test_one_document_in_a_zip_is_that_document() -> None:
    alone = made(("通知.txt", NOTICE.encode()))
    assert made(("包.zip", zipped(("通知.txt", NOTICE.encode())))).text == alone.text


def test_what_is_no_document_in_a_zip_is_told() -> None:
    read = made(("包.zip", zipped(("通知.txt", NOTICE.encode()), ("图.png", b"\x89PNG\r\n"))))

    assert [str(kind) for kind in read.unread] == [
        "压缩包里没有读的文件 1 处（“图.png，这是图片；要读扫描件和照片：pip instal…”）"
    ]
    assert "图.png" in (read.draft.document.note or "")


def test_what_is_no_document_among_files_that_were_named_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"图\.png：这是图片"):
        made(("通知.txt", NOTICE.encode()), ("图.png", b"\x89PNG\r\n"))


def test_a_notice_that_only_says_how_is_no_list_of_tasks_where_its_enclosures_are() -> None:
    letter = "关于报送2023年重点工作的通知\n\n一、高度重视。认真组织。\n\n二、按时报送。每月报送。\n"
    read = made(("通知.txt", letter.encode()), ("附件1 重点项目.xlsx", ledger()))

    assert [task[2] for task in tasks(read)] == ["城北机房\n新增机柜300个"]
    assert [remark.line for remark in read.draft.remarks if "未列为任务" in remark.why] == [3]


def test_what_is_no_task_in_an_enclosure_is_counted_with_its_place() -> None:
    read = made(("通知.txt", NOTICE.encode()), ("附件2.docx", annex()))
    [remark] = [remark for remark in read.draft.remarks if "没有读进来" in remark.why]

    assert (remark.words, remark.why) == ("备注：以批复为准。", "附件里有 9 字不是任务，没有读进来")
    assert read.text.split("\n")[remark.line - 1] == "备注：以批复为准。"


def cut(data: bytes) -> bytes:
    """A zip that lacks some bytes near its beginning, so that its first part would lie before it."""
    return data[:4] + data[13:]


REFUSED = {
    "nested": (zipped(("通知.txt", b"a"), ("附件.zip", zipped(("a.txt", b"a")))), r"还有压缩包（附件\.zip）"),
    "rar inside": (zipped(("附件.rar", b"Rar!\x1a\x07\x00aaaa")), "还有压缩包"),
    "many": (zipped(*((f"{at}.txt", b"a") for at in range(51))), "51 个文件"),
    "twice": (hostile.BUNDLES["one name twice"](), "两个同名"),
    "bomb": (hostile.BUNDLES["more than a bomb"](), "展开后太大"),
    "pictures": (zipped(("图.png", b"\x89PNG\r\n")), "图片"),
    "two pictures": (zipped(("图1.png", b"\x89PNG\r\n"), ("图2.png", b"\x89PNG\r\n")), "都读不了"),
    "a part before the beginning": (cut(zipped(("通知.txt", b"a"))), "可能已损坏"),
    "rar": (b"Rar!\x1a\x07\x00aaaa", "另存为 zip"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_unpacked_is_refused_in_a_sentence(case: str) -> None:
    data, words = REFUSED[case]
    with pytest.raises(Unreadable, match=words):
        made(("包.zip", data))


def test_names_that_climb_name_nothing_but_their_last_part() -> None:
    read = made(("包.zip", hostile.BUNDLES["names that climb"]()))

    assert "【附件：passwd】" in read.text or "【附件：a.txt】" in read.text
    assert ".." not in read.text


def test_names_that_are_orders_are_words() -> None:
    read = made(("包.zip", hostile.BUNDLES["names that are orders"]()))
    assert "\x1b" not in read.text
    assert read.text.count("【附件：") == 1
