"""Which registries lie together in a lake."""

from pathlib import Path

import pytest

from dcgd.errors import Refused
from dcgd.index.freshness import Source
from dcgd.publish.lake import plan
from dcgd.publish.lake.plan import UNKNOWN, Seen, batches, number_of, seen


def many(year: int, count: int) -> list[Seen]:
    return [Seen(Source(f"/{year}/{number}", f"县{number}/{year}"), year, "same", 10) for number in range(count)]


def test_a_registry_is_known_by_all_its_files_and_the_year_it_begins_in(example: Path) -> None:
    source = Source(str(example), "云汐区")
    first = seen(source)
    assert (first.source, first.year) == (source, 2025)
    assert first.size > 10_000
    assert seen(source) == first
    for name in ("tasks.yaml", "progress/2025-09.yaml", "rules.yaml", "people.yaml"):
        before = seen(source)
        with (example / name).open("a", encoding="utf-8") as out:
            out.write("# 改动\n")
        assert seen(source).digest != before.digest, name
    (example / "rules.yaml").unlink()
    assert seen(source).digest != before.digest


def test_a_stray_file_that_validation_names_counts_too(example: Path) -> None:
    before = seen(Source(str(example), ""))
    (example / "task.yaml").write_text("", encoding="utf-8")
    assert seen(Source(str(example), "")).digest != before.digest


@pytest.mark.parametrize("tasks", ["", "document: {start: 昨天}\n", "document: [\n", "\ufeff"])
def test_where_no_year_is_said_it_is_unknown(tasks: str, example: Path) -> None:
    (example / "tasks.yaml").write_text(tasks, encoding="utf-8")
    assert seen(Source(str(example), "")).year == UNKNOWN


def test_a_folder_that_is_gone_is_seen_as_such(tmp_path: Path) -> None:
    assert seen(Source(str(tmp_path / "gone"), "")).year == UNKNOWN


def test_few_registries_of_a_year_are_one_batch() -> None:
    planned = batches([*many(2024, 128), *many(2025, 3)])
    assert [(batch.year, batch.part, len(batch.registries)) for batch in planned] == [(2024, 0, 128), (2025, 0, 3)]
    assert planned[1].size == 30


def test_many_are_divided_by_their_names_into_a_bounded_number_of_parts() -> None:
    planned = batches(many(2024, 137))
    assert [batch.part for batch in planned] == [0, 1]
    assert sum(len(batch.registries) for batch in planned) == 137
    sizes = [len(batch.registries) for batch in batches(many(2024, 2844))]
    assert len(sizes) == 8
    assert max(sizes) < 1.3 * min(sizes)


def test_one_more_or_another_content_changes_one_batch() -> None:
    registries = many(2024, 200)
    before = {(batch.part, batch.digest) for batch in batches(registries)}
    after = {(batch.part, batch.digest) for batch in batches([*registries, many(2024, 201)[-1]])}
    changed = [registries[0]._replace(digest="other"), *registries[1:]]
    assert len(before & after) == 1
    assert len(before & {(batch.part, batch.digest) for batch in batches(changed)}) == 1
    assert before == {(batch.part, batch.digest) for batch in batches(reversed(registries))}


def test_a_registry_always_has_the_same_number_which_floating_point_keeps() -> None:
    numbers = {number_of(f"县{number}/{year}") for number in range(300) for year in range(2019, 2029)}
    assert len(numbers) == 3000
    assert all(int(float(number)) == number for number in numbers)
    assert number_of("county000/2020") == 2_790_817_221_098_362


def test_two_names_with_one_number_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "number_of", len)
    with pytest.raises(Refused, match="编号一样"):
        batches([*many(2024, 1), *many(2025, 1)])
