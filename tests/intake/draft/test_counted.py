"""Official texts as one document: counted through by name, or as the meetings of a year stand in the registry."""

from dataclasses import replace

from dcgd.data_words import DocumentType
from dcgd.intake.draft.counted import Official, is_added_to
from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.result import Draft
from dcgd.model import Heading
from dcgd.registry.content import Filed, FiledTask, Registry


def drafted(meeting: str, day: str) -> tuple[str, Draft]:
    text = f"甲区第{meeting}次常务会议纪要\n\n2023年{day}\n\n"
    text += f"1.由甲局牵头，修{meeting}渠。\n2.由乙局牵头，架{meeting}桥。\n"
    return text, draft(text, 2023)


def registry(*drafts: tuple[str, Draft], by_hand: int = 0) -> Registry:
    """A year's registry of these meetings; so many of the first were written by hand and have no text."""
    made = [one.as_registry() for _text, one in drafts]
    sections: list[Filed[Heading]] = []
    tasks: list[FiledTask] = []
    for one in made:
        number = "一二三四五"[len(sections)]
        sections += [replace(filed, entity=replace(filed.entity, number=number)) for filed in one.sections]
        tasks += [replace(filed, section=number) for filed in one.tasks]
    return replace(made[by_hand], sections=tuple(sections), tasks=tuple(tasks))


def test_meetings_are_counted_as_the_registry_has_them_whatever_their_files_are_called() -> None:
    later, earlier = drafted("二", "8月1日"), drafted("一", "7月1日")
    official = Official.of(registry(later, earlier), {"source/a.txt": earlier, "source/b.txt": later})

    assert [(section.number, section.title) for section in official.sections] == [
        ("一", "第二次常务会议"),
        ("二", "第一次常务会议"),
    ]
    assert [task.entity.number for task in official.tasks] == [1, 2, 3, 4]


def test_a_meeting_without_a_text_is_counted() -> None:
    by_hand, told = drafted("一", "7月1日"), drafted("二", "8月1日")
    official = Official.of(registry(by_hand, told), {"source/b.txt": told})

    assert [section.number for section in official.sections] == ["二"]
    assert [task.entity.number for task in official.tasks] == [3, 4]


def test_texts_of_a_circular_follow_one_another_by_name() -> None:
    one, other = drafted("一", "7月1日"), drafted("二", "8月1日")
    both = registry(one, other)
    assert both.document is not None
    circular = replace(both, document=replace(both.document, type=DocumentType.CIRCULAR))
    official = Official.of(circular, {"source/a.txt": other, "source/b.txt": one})

    assert (is_added_to(both), is_added_to(circular)) == (True, False)
    assert [section.title for section in official.sections] == ["第二次常务会议", "第一次常务会议"]
