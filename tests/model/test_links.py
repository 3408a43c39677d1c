"""References between documents: what is one, and which are the same."""

import pytest

from dcgd.model.links import Reference, reference, written_reference

MEANT = Reference("云政发〔2025〕1号", "3-1")


@pytest.mark.parametrize(
    "written",
    [
        "云政发〔2025〕1号:3-1",
        "云政发[2025]1号:3-1",
        "云政发（2025）1号：3-1",
        "云政发【2025】1号: 3–1",
        "云政发 〔２０２５〕 １号:３－１",
        written_reference("云政发(2025)1号", "3-1"),
    ],
)
def test_however_brackets_and_figures_are_written_it_is_the_same(written: str) -> None:
    assert reference(written) == MEANT


@pytest.mark.parametrize("written", ["3-1", "云政发〔2025〕1号", ":3-1", "云政发〔2025〕1号:", " : ", ""])
def test_what_lacks_the_document_or_the_id_is_none(written: str) -> None:
    assert reference(written) is None


def test_a_whole_task_is_meant_by_its_number() -> None:
    assert reference("云政发〔2025〕1号:3") == Reference("云政发〔2025〕1号", "3")
