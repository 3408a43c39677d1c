"""What is noise goes, what is wording stays: page numbers, running heads, odd characters, spaces, line ends."""

import pytest

from dcgd.intake.draft.drafting import draft
from dcgd.intake.text.body import build_body


@pytest.mark.parametrize(
    "line", ["— 2 —", "- 2 -", "－２－", "2", " 12 ", "第 2 页", "第 2 页 共 9 页", "2 / 9", "Page 3"]
)
def test_page_numbers_are_known(line: str) -> None:
    assert build_body(line).text == ""


@pytest.mark.parametrize("line", ["2 家", "第二章", "12345热线", "1."])
def test_what_only_begins_with_a_number_is_wording(line: str) -> None:
    assert build_body(line).text == line


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("新增\n企业", "新增企业"),
        ("新增 15 家", "新增 15 家"),
        ("新增\u3000\u300015 家", "新增 15 家"),
        ("推 进 建 设", "推进建设"),
        ("推进 建设", "推进建设"),
        ("“两河喜鹊 美好东昌府”", "“两河喜鹊 美好东昌府”"),
        ("《中共省委 省政府意见》", "《中共省委 省政府意见》"),
        ("⼯业⻓远⺠生", "工业长远民生"),
        ("新增１５家５Ｇ基站", "新增15家5G基站"),
        ("建设\u200b平台\ufeff", "建设平台"),
        ("**一、工业**", "一、工业"),
        ("## 一、工业", "一、工业"),
        ("1\\. 推进", "1. 推进"),
        ("use open\nsource", "use open source"),
        ("甲\n\n---\n\n乙", "甲乙"),
        ("目录\n一、工业……3\n二、农业……9\n一、工业\n二、农业", "一、工业二、农业"),
        ("目 录\n一、工业\n二、农业\n一、工业\n二、农业", "一、工业二、农业"),
    ],
)
def test_lines_are_joined_and_characters_mended(text: str, clean: str) -> None:
    assert build_body(text).text == clean


def test_a_recognised_text_full_of_spaces_loses_them_all() -> None:
    text = "新 增 高 新 技 术 企 业 １ ５ 家 以 上 ， 培 育 “ 小 巨 人 ” 企 业 。"

    assert build_body(text).text == "新增高新技术企业15家以上，培育“小巨人”企业。"


def test_running_heads_go_and_a_repeated_label_stays() -> None:
    page = "某区重点工作\n{}\n责任单位：区水利局\n— {} —\n"
    text = "".join(page.format(f"{n}.推进工作{n}。", n) for n in range(1, 5))

    clean = build_body(text).text
    assert clean.count("某区重点工作") == 1  # the first is the title
    assert clean.count("责任单位：区水利局") == 4


def test_every_kept_character_is_traced_to_its_place() -> None:
    text = "　一、 推 进 建 设\n“甲 乙”１５\n"
    body = build_body(text)

    assert [text[place] for place in body.origin] == list("一、推进建设“甲 乙”１５")


BROKEN = """春江市人民政府文件
春政发〔
2025
〕
7
号
春江市人民政府印发关于支持人工智能
发展若干措施的通知
春江市人民政府
2025
年
3
月
4
日
（此件公开发布）
一、打造产业高地
（一）培育企业。到
2027
年，力争打造
3
家百亿级企业，培育“
AI
＋
”龙头企业
30
家。（责任单位：市工信局）
（二）建设平台。建设平台
12
个。（责任单位：市科技局）"""


def test_numbers_on_lines_of_their_own_belong_to_the_sentence_around_them() -> None:
    drafted = draft(BROKEN, 2000)
    document = drafted.document

    assert [task.text for task in drafted.tasks()] == [
        "培育企业。到2027年，力争打造3家百亿级企业，培育“AI＋”龙头企业30家。",
        "建设平台。建设平台12个。",
    ]
    assert (document.number, document.title) == (
        "春政发〔2025〕7号",
        "春江市人民政府印发关于支持人工智能发展若干措施的通知",
    )
    assert (document.issuer, str(document.issued)) == ("春江市人民政府", "2025-03-04")


@pytest.mark.parametrize(
    "text",
    [
        "新建学校，\n1\n\f改造医院。",  # below, at the edge of a page
        "新建学校，\n\f1\n改造医院。",  # above
        "新建学校，\n—\n1\n—\n改造医院。",  # with its dashes on lines of their own
        "新建学校，\n\n1\n\n改造医院。",  # apart
        "1\n" + "新建学校，\n" * 12 + "2\n改造医院。",  # counting on
    ],
)
def test_a_page_number_goes(text: str) -> None:
    assert not any(character.isdigit() for character in build_body(text).text)


def test_a_line_of_one_ornament_goes() -> None:
    assert build_body("甲\n" + "欗 " * 20 + "\n乙").text == "甲乙"
