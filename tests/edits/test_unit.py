"""Units and their names without writing YAML: only the bytes that must change, and only what validates."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec

import pytest

from dcgd.edits.unit import UnitField, add_aliases, add_unit, remove_unit, rename_unit, set_field
from dcgd.errors import CannotEdit, Refused
from dcgd.registry.change import Edited, change
from dcgd.registry.load import Reading, read
from texts import changed_lines

P = ParamSpec("P")


def save(folder: Path, edit: Callable[Concatenate[Reading, P], Edited[str]], *args: P.args, **more: P.kwargs) -> str:
    """Write an edit to a registry; returns the unit's canonical name before it."""
    return change(folder, lambda before: edit(before, *args, **more)).result


def test_a_file_whose_bytes_would_not_stay_is_not_edited(registry: Path) -> None:
    path = registry / "units.yaml"
    good = path.read_text(encoding="utf-8")
    for data, kind in (
        (good.encode("gb18030"), Refused),
        (good.replace("# 责任单位", "# 责任\x01单位", 1).encode(), Refused),
        (good.replace("units:", "units: [", 1).encode(), CannotEdit),
    ):
        path.write_bytes(data)
        with pytest.raises(kind):
            save(registry, add_unit, "区大数据局", [])
        assert path.read_bytes() == data


def test_a_unit_more(registry: Path) -> None:
    before = (registry / "units.yaml").read_bytes()
    save(registry, add_unit, "区大数据局", ["大数据局", "大数据局"])
    after = (registry / "units.yaml").read_bytes()
    assert after == before + "  - {name: 区大数据局, aliases: [大数据局]}\n".encode()
    for name, aliases in (("区水利局", []), ("区档案馆", ["水利局"])):
        with pytest.raises(Refused, match="已经是区水利局的名称或别名"):
            save(registry, add_unit, name, list(aliases))


def test_a_unit_renamed_keeps_its_old_name_for_the_tasks(registry: Path) -> None:
    tasks = (registry / "tasks.yaml").read_bytes()
    before = (registry / "units.yaml").read_bytes()
    assert save(registry, rename_unit, "财政局", "区财政金融局") == "区财政局"
    gone, come = changed_lines(before, (registry / "units.yaml").read_bytes())
    assert gone == ["  - name: 区财政局\n".encode()]
    assert come == ["  - name: 区财政金融局\n".encode(), "    aliases: [区财政局]\n".encode()]
    assert (registry / "tasks.yaml").read_bytes() == tasks
    assert read(registry).diagnostics == []
    with pytest.raises(Refused, match="没有“区水力局”；是不是：区水利局"):
        save(registry, rename_unit, "区水力局", "x")
    with pytest.raises(Refused, match="它的名称已经是"):
        save(registry, rename_unit, "区财政局", "区财政金融局")


def test_a_name_of_another_unit_is_refused(registry: Path) -> None:
    before = (registry / "units.yaml").read_bytes()
    with pytest.raises(Refused, match="“区水利局”已经是区水利局的名称或别名"):
        save(registry, add_aliases, "区财政局", ["区水利局"])
    assert (registry / "units.yaml").read_bytes() == before


def test_aliases_more(registry: Path) -> None:
    assert save(registry, add_aliases, "区科技局", ["区科学局", "区科技局"]) == "区科学技术局"
    text = (registry / "units.yaml").read_text(encoding="utf-8")
    assert "aliases: [区科技局, 区科学局]" in text
    with pytest.raises(Refused, match="区科学技术局已经有这个名称"):
        save(registry, add_aliases, "区科技局", ["区科技局"])


def test_a_rename_to_an_alias_leaves_no_alias_of_itself(registry: Path) -> None:
    save(registry, add_unit, "区大数据局", ["区数据局", "数据中心"])
    assert save(registry, rename_unit, "数据中心", "区数据局") == "区大数据局"
    assert (registry / "units.yaml").read_text(encoding="utf-8").splitlines()[-1] == (
        "  - {name: 区数据局, aliases: [区大数据局, 数据中心]}"
    )
    assert [found.code for found in read(registry).diagnostics] == ["unused-unit"]
    assert save(registry, rename_unit, "区数据局", "区大数据局") == "区数据局", "and back"
    assert "name: 区大数据局, aliases: [区数据局, 数据中心]" in (registry / "units.yaml").read_text(encoding="utf-8")


def test_no_unit_is_renamed_to_another(registry: Path) -> None:
    before = (registry / "units.yaml").read_bytes()
    with pytest.raises(Refused, match="“水利局”已经是区水利局的名称或别名"):
        save(registry, rename_unit, "区财政局", "水利局")
    assert (registry / "units.yaml").read_bytes() == before


def test_a_note_is_written_and_written_anew(registry: Path) -> None:
    before = (registry / "units.yaml").read_bytes()
    assert save(registry, set_field, "水利局", UnitField.NOTE, "管水: =1") == "区水利局"
    gone, come = changed_lines(before, (registry / "units.yaml").read_bytes())
    assert gone == []
    assert come == ['    note: "管水: =1"\n'.encode()]
    save(registry, set_field, "水利局", UnitField.NOTE, "管水")
    assert changed_lines(before, (registry / "units.yaml").read_bytes()) == ([], ["    note: 管水\n".encode()])
    with pytest.raises(Refused, match="区水利局的说明已经是这样"):
        save(registry, set_field, "水利局", UnitField.NOTE, "管水")


def test_a_unit_that_nothing_speaks_of_can_be_removed(registry: Path) -> None:
    before = (registry / "units.yaml").read_bytes()
    save(registry, add_unit, "区档案馆", ["档案馆"])
    assert save(registry, remove_unit, "档案馆") == "区档案馆"
    assert (registry / "units.yaml").read_bytes() == before


def test_a_unit_that_something_speaks_of_stays(registry: Path, example: Path) -> None:
    with pytest.raises(Refused, match=r"区水利局不能删去，提到它的有：任务 \d+、"):
        save(registry, remove_unit, "水利局")
    save(example, add_unit, "区档案馆", [])
    path = example / "problems.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("by: 区政府办公室", "by: 档案馆", 1), encoding="utf-8")
    with pytest.raises(Refused, match="提到它的有：问题 WT-2025-001"):
        save(example, remove_unit, "区档案馆")


def test_no_unit_takes_what_another_is_called_without_its_level(registry: Path) -> None:
    before = (registry / "units.yaml").read_bytes()
    for take in (partial(save, registry, add_aliases, "区水利局", ["水务", "财政局"]),
                 partial(save, registry, set_field, "区水利局", UnitField.SHORT, "财政局")):  # fmt: skip
        with pytest.raises(Refused, match="“财政局”已经是区财政局的名称或别名"):
            take()
    assert (registry / "units.yaml").read_bytes() == before
