"""JSON Schema: what validation takes it takes, what is broken in structure fails both; descriptions are Chinese."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema import main as check_jsonschema

from dcgd.diagnostics import Severity
from dcgd.registry.load import read
from dcgd.registry.schema import SchemaName, file_of, schema

ROOT = Path(__file__).resolve().parents[2]
SMALL = Path(__file__).parent / "small"
EXAMPLE = ROOT / "examples" / "yunxi-2025"


def assert_checked(code: int, name: str, *files: Path) -> None:
    """check-jsonschema, with the schema that is committed, ends with this code."""
    with pytest.raises(SystemExit) as ended:
        check_jsonschema(["--schemafile", str(ROOT / "schema" / f"{name}.json"), *map(str, files)])
    assert ended.value.code == code


def files(folder: Path, name: SchemaName) -> list[Path]:
    return sorted((folder / "progress").glob("*.yaml")) if name is SchemaName.PROGRESS else [folder / file_of(name)]


@pytest.mark.parametrize("name", SchemaName)
def test_what_is_committed_is_current(name: SchemaName) -> None:
    committed = (ROOT / "schema" / f"{name}.json").read_text(encoding="utf-8")
    assert json.loads(committed) == json.loads(json.dumps(schema(name))), "run: python tools/generate.py"


@pytest.mark.parametrize("folder", [ROOT / "data", SMALL, EXAMPLE], ids=["data", "small", "example"])
def test_sound_registries_pass(folder: Path) -> None:
    assert not any(diagnostic.severity is Severity.ERROR for diagnostic in read(folder).diagnostics)
    for name in SchemaName:
        present = [path for path in files(folder, name) if path.exists()]
        if present:
            assert_checked(0, name, *present)


ADJUSTMENT = "{date: 2023-05-01, field: value, from: 1, to: 2, reason: a, approved_by: b}"
BROKEN = [
    ("tasks", "value: 15\n", "vaule: 15\n"),
    ("tasks", "value: 15\n", 'value: "15"\n'),
    ("tasks", "value: 15\n", ""),
    ("tasks", "comparator: at_least", "comparator: atleast"),
    ("tasks", "issued: 2023-01-10", "issued: 2023/1/10"),
    ("tasks", "issued: 2023-01-10", "issued: 2023-02-30"),
    ("tasks", "leads: [区水利局]", "leads: 区水利局"),
    ("tasks", "title: 节水", 'title: ""'),
    ("tasks", "title: 节水", 'title: "　"'),
    ("tasks", "number: 2\n", "number: 0\n"),
    ("tasks", "number: 2\n", "number: 2.5\n"),
    ("tasks", "implied: true", "implied: 1"),
    ("tasks", "from: 3, to: 2.8", "from: 3, to: 少些"),
    ("tasks", "field: value, from: 3, to: 2.8", "field: due, from: 2023-12-31, to: 12"),
    ("tasks", "field: value, from: 3, to: 2.8", "field: comparator, from: at_least, to: 左右"),
    ("tasks", "quote: 建立企业库\n", f"quote: 建立企业库\n            adjustments: [{ADJUSTMENT}]\n"),
    ("tasks", "sections:\n", "chapters:\n"),
    ("units", "  - name: 区财政局", "  - nmae: 区财政局"),
    ("units", "aliases: [区科技局]", "aliases: 区科技局"),
    ("progress", "value: 8", "value: 八"),
    ("progress", "value: 8", "percent: 1001"),
    ("progress", "date: 2023-06-30", "date: 六月"),
    ("problems", "action: raise", "action: rise"),
    ("notices", "level: 黄", "level: 橙"),
    ("rules", "behind: 10", "behind: 101"),
    ("rules", "behind: 10", "due_soon_days: 0"),
    ("rules", "thresholds:", "reporting: {grace_days: 91}\nthresholds:"),
    ("rules", "thresholds:", "lights: {late: 红}\nthresholds:"),
    ("rules", "thresholds:", "lights: {overdue: 橙}\nthresholds:"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new"), BROKEN, ids=[f"{name}: {new or old}" for name, old, new in BROKEN])
def test_files_broken_on_purpose_fail_both(name: str, old: str, new: str, tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    shutil.copytree(SMALL, folder)
    (path,) = files(folder, SchemaName(name))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(diagnostic.severity is Severity.ERROR for diagnostic in read(folder).diagnostics)
    assert_checked(1, name, path)


def described(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["description"]] if isinstance(node.get("description"), str) else []
        return own + [text for value in node.values() for text in described(value)]
    return [text for inner in node for text in described(inner)] if isinstance(node, list) else []


@pytest.mark.parametrize("name", SchemaName)
def test_every_key_is_described_in_chinese(name: SchemaName) -> None:
    made = schema(name)
    assert all(re.search("[一-鿿]", text) for text in described(made))
    for definition in [made, *made.get("$defs", {}).values()]:
        assert definition["description" if definition is not made else "title"]
        for key, value in definition.get("properties", {}).items():
            assert "description" in value, key


def test_the_data_name_their_schema_so_that_editors_check_while_typing() -> None:
    for name in ("tasks", "units"):
        first = (ROOT / "data" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        said = re.fullmatch(r"# yaml-language-server: \$schema=(.*)", first)
        assert said is not None
        assert (ROOT / "data" / said[1]).resolve() == ROOT / "schema" / f"{name}.json"
