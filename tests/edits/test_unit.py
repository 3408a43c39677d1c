"""Units and their names without writing YAML: only the bytes that must change, and only what validates."""

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec

import pytest

from dcgd.edits.unit import add_aliases, add_unit, rename_unit
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
    with pytest.raises(Refused) as refused:
        save(registry, rename_unit, "区财政局", "区水利局")
    assert "alias-claimed-twice" in {each.code for each in refused.value.diagnostics}
    assert (registry / "units.yaml").read_bytes() == before


def test_aliases_more(registry: Path) -> None:
    assert save(registry, add_aliases, "区科技局", ["区科学局", "区科技局"]) == "区科学技术局"
    text = (registry / "units.yaml").read_text(encoding="utf-8")
    assert "aliases: [区科技局, 区科学局]" in text
    with pytest.raises(Refused, match="区科学技术局已经有这个名称"):
        save(registry, add_aliases, "区科技局", ["区科技局"])
