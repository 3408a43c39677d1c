"""Several files as one text: each is cleaned by its own habits, and its name can say nothing but a name."""

import pytest

from dcgd.intake.text.body import build_body
from dcgd.intake.text.joined import FILE_MARK, joined


def test_each_file_is_behind_a_line_that_names_it() -> None:
    text = joined("甲", [("包/附件1 清单.xlsx", "乙"), ("附件2.docx", "丙")])
    assert text.split("\n") == ["甲", "\f【附件：附件1 清单.xlsx】", "乙", "\f【附件：附件2.docx】", "丙"]


@pytest.mark.parametrize("name", ["", "】【附件：乙】", "a\n一、工业", "\u202e\u200b.txt", "长" * 500, "..", "a/"])
def test_any_name_makes_one_line(name: str) -> None:
    _first, mark, _last = joined("甲", [(name, "乙")]).split("\n")
    assert FILE_MARK.fullmatch(mark)


def test_each_file_has_the_width_and_the_spaces_of_its_own() -> None:
    wide, spaced = "宽幅" * 20, "每 个 字 之 间 都 有 空 格 的 一 行 字"
    body = build_body(joined("\n".join(["窄窄"] * 5), [("宽.txt", "\n".join([wide] * 5)), ("空.txt", spaced * 3)]))

    assert [body.width_at(body.text.index(words)) for words in ("窄窄", "宽幅")] == [2, 40]
    assert spaced.replace(" ", "") in body.text


def test_page_numbers_are_looked_for_in_each_file() -> None:
    paged = "一、工业\n— 1 —\n\f二、农业\n— 2 —\n"
    assert (
        build_body(joined("第一份\n3\n家企业", [("b.txt", paged)])).text
        == "第一份3家企业【附件：b.txt】一、工业二、农业"
    )
