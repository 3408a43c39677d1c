"""Writes what is derived from the source: docs/diagnostics.md, docs/diff.md, docs/commands.md and the JSON Schemas under schema/.

Run it from anywhere after a change of the codes, of the kinds of change, or of the models; a test holds that
nothing it would write differs from what is there.
"""

from pathlib import Path

import reference
from dcgd.cli.schema import text
from dcgd.publish import changes, codes
from dcgd.registry.codes import all_codes
from dcgd.registry.diff import CHANGE_KINDS
from dcgd.registry.schema import SchemaName, schema

ROOT = Path(__file__).resolve().parent.parent


def generated() -> dict[str, str]:
    """Every generated file by its path from the top of the project."""
    pages = {"docs/diagnostics.md": codes.page(all_codes().values()), "docs/diff.md": changes.page(CHANGE_KINDS)}
    pages["docs/commands.md"] = reference.page()
    return pages | {f"schema/{name}.json": text(schema(name)) for name in SchemaName}


if __name__ == "__main__":
    for name, content in generated().items():
        path = ROOT / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
