"""What the first mapping of a YAML text says, read as far as it goes."""

import pytest

from dcgd.source.opening import scalars_of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("document:\n  number: 一号\n  start: 2025-01-01\nsections: []\n", {"number": "一号", "start": "2025-01-01"}),
        ("document: {start: '2025-01-01', a: [1, {start: x}], due: b}\n", {"start": "2025-01-01", "due": "b"}),
        ("sections: [{start: 2020-01-01}]\ndocument:\n  start: 2025-01-01\n", {"start": "2025-01-01"}),
        ("other: {document: {start: 2020-01-01}}\n", {}),
        ("document: 一号\n", {}),
        ("document:\n  start: 2025-01-01\nsections:\n  - {", {"start": "2025-01-01"}),
        ("document:\n  start: [", {}),
        ("- document\n", {}),
        ("document: &a\n  start: 2025-01-01\n  due: *a\n", {"start": "2025-01-01"}),
        ("", {}),
    ],
)
def test_the_plain_values_of_one_mapping_are_read(text: str, said: dict[str, str]) -> None:
    assert scalars_of(text, "document") == said


def test_what_comes_after_it_is_not_read() -> None:
    text = "document: {start: 2025-01-01}\nsections:\n  - a\n" + "  - [\n" * 100_000
    assert scalars_of(text, "document") == {"start": "2025-01-01"}
