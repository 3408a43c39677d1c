"""Chapters and tasks in the numbers that a registry asks for."""

from dcgd.intake.draft.arrange import arrange
from dcgd.intake.outline.chapters import Chapter
from dcgd.intake.outline.pieces import Piece


def chapter(title: str, *numbers: int, goal: bool = False) -> Chapter:
    return Chapter(title, 0, [Piece(0, [(0, 1)], number=number, goal=goal) for number in numbers])


def numbered(*chapters: Chapter) -> list[tuple[str, list[int]]]:
    return [(chapter.title, numbers) for chapter, numbers in arrange(list(chapters), "重点任务")]


def test_tasks_are_counted_through_without_a_gap() -> None:
    assert numbered(chapter("甲", 1, 2), chapter("乙", 3)) == [("甲", [1, 2]), ("乙", [3])]
    assert numbered(chapter("甲", 1, 2), chapter("乙", 1)) == [("甲", [1, 2]), ("乙", [3])]


def test_goals_without_a_number_come_last_where_they_would_shift_the_documents_own() -> None:
    assert numbered(chapter("总体目标", 0, 0, goal=True), chapter("甲", 1, 2)) == [
        ("总体目标", []),
        ("甲", [1, 2]),
        ("目标", [3, 4]),
    ]


def test_a_chapter_without_tasks_keeps_the_numbers_of_those_behind_it() -> None:
    assert numbered(chapter("甲", 1), chapter("乙"), chapter("丙", 2)) == [("甲", [1]), ("乙", []), ("丙", [2])]


def test_empty_chapters_at_the_end_go_and_one_without_a_heading_is_named() -> None:
    assert numbered(chapter("", 1), chapter("附则")) == [("重点任务", [1])]
    assert numbered() == []
