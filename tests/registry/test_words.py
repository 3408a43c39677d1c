"""Where two texts differ, to the word."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from dcgd.registry import words
from dcgd.registry.words import Piece, in_context, marked, pieces

texts = st.text("新增15家以上。；\n 1.5%ab", max_size=40)


def replaced(before: str, pieces: list[Piece]) -> str:
    for piece in reversed(pieces):
        assert before[piece.before :].startswith(piece.gone)
        before = before[: piece.before] + piece.come + before[piece.before + len(piece.gone) :]
    return before


@settings(deadline=None)
@given(texts, texts)
def test_the_pieces_turn_one_text_into_the_other(before: str, after: str) -> None:
    differing = pieces(before, after)
    assert replaced(before, differing) == after
    assert (differing == []) == (before == after)
    assert all(after[piece.after :].startswith(piece.come) for piece in differing)


def test_so_do_those_of_long_texts_which_are_compared_by_the_sentence() -> None:
    before = "".join(f"第{number}句话说的是一件事。" for number in range(1000))
    after = before.replace("第7句", "第八句").replace("第990句话", "第990句")
    differing = pieces(before, after)
    assert replaced(before, differing) == after
    assert [(piece.gone, piece.come) for piece in differing] == [("7", "八"), ("话", "")]


def test_texts_without_sentences_take_no_minutes() -> None:
    before, after = "甲" + "乙" * 30_000 + "丙" * 9, "甲" + "丁" * 30_000 + "丙" * 9
    start = time.perf_counter()
    (piece,) = pieces(before, after)
    assert time.perf_counter() - start < 10
    assert (piece.before, len(piece.gone)) == (1, 30_000)


def test_numbers_and_words_are_whole_chinese_is_not() -> None:
    assert pieces("新增 15 家", "新增 125 家") == [Piece("15", "125", 3, 3)]
    assert pieces("区科学技术局", "区科技局") == [Piece("学", "", 2, 2), Piece("术", "", 4, 3)]


def test_marked_shows_the_pieces_with_a_few_characters_around() -> None:
    assert (
        marked("甲" * 30 + "15" + "乙" * 30, "甲" * 30 + "12" + "乙" * 30) == f"…{'甲' * 12}[-15-]{{+12+}}{'乙' * 12}…"
    )
    assert marked("一样", "一样") == ""
    assert marked("", "新") == "{+新+}"
    assert len(marked("", "新" * 9000)) < 500


def test_in_context_shows_one_piece() -> None:
    after = "新增高新技术企业 12 家以上"
    assert in_context(after, Piece("15", "12", 9, 9)) == "新增高新技术企业 [-15-]{+12+} 家以上"
    assert in_context(after, Piece("", "新", 0, 0)) == "{+新+}增高新技术企业 12…"
    assert words.in_context("x", Piece("长" * 99, "", 1, 1)).count("长") == 60
