"""What was left out is counted by its kind, and named as far as it has words."""

from dcgd.intake.text.unread import UNREAD, Tally, sentence


def told(*places: tuple[str, str, object]) -> list[str]:
    tally = Tally()
    for kind, words, beside in places:
        tally.add(kind, words, beside)
    return [str(kind) for kind in tally.unread()]


def test_places_are_counted_by_kind_in_the_order_of_their_first() -> None:
    assert told(("图片", "", None), ("批注", "甲", None), ("图片", "", None)) == ["图片 2 处", "批注 1 处（“甲”）"]


def test_what_lies_side_by_side_is_one_place() -> None:
    assert told(("隐藏", "1", 1), ("隐藏", "8", 1), ("隐藏", "20", 2)) == ["隐藏 2 处（“18”“20”）"]


def test_long_words_and_many_places_are_cut_short() -> None:
    assert told(("批注", "长" * 99, None)) == [f"批注 1 处（“{'长' * 30}…”）"]
    assert told(*(("批注", str(at), None) for at in range(9))) == ["批注 9 处（“0”“1”“2”“3”“4”等）"]


def test_the_note_of_a_document_says_all_of_it() -> None:
    tally = Tally()
    tally.add("图片")
    tally.add("脚注", "甲")
    assert sentence(tally.unread()) == f"{UNREAD}图片 1 处、脚注 1 处（“甲”）"
