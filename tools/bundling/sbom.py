"""The bill of materials of a bundle (CycloneDX 1.6), from what its wheels say of themselves.

Without a time and a serial number: the same wheels give the same bytes.
"""

import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from bundling import sums

NAME = "sbom.cdx.json"
OWN = "dcgd"


def component(wheel: Path) -> dict[str, Any]:
    """What a wheel is: name, version, licence, checksum. Raises ValueError for what is no wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
        if len(names) != 1:
            raise ValueError(f"{wheel.name} has {len(names)} METADATA")
        said = BytesParser().parsebytes(archive.read(names[0]), headersonly=True)
    name, version = re.sub(r"[-_.]+", "-", said["Name"]).lower(), said["Version"]
    return {
        "type": "application" if name == OWN else "library",
        "bom-ref": wheel.name,
        "name": name,
        "version": version,
        "hashes": [{"alg": "SHA-256", "content": sums.digest(wheel)}],
        **_licences(said),
        "purl": f"pkg:pypi/{name}@{version}?file_name={wheel.name}",
    }


def _licences(said: Message) -> dict[str, Any]:
    """The licence as an expression where there is one, else in the package's own words, else by its classifiers."""
    if expression := said["License-Expression"]:
        return {"licenses": [{"expression": expression}]}
    words = (said["License"] or "").strip().splitlines()[:1]
    words = words or [
        each.rpartition(" :: ")[2] for each in said.get_all("Classifier", []) if each.startswith("License :: ")
    ]
    return {"licenses": [{"license": {"name": name}} for name in words]} if words else {}


def library(path: Path, folder: Path) -> dict[str, Any]:
    """A file that is part of a frozen folder."""
    name = path.relative_to(folder).as_posix()
    return {"type": "file", "bom-ref": name, "name": name, "hashes": [{"alg": "SHA-256", "content": sums.digest(path)}]}


def bill(parts: Iterable[Mapping[str, Any]]) -> str:
    """The bill of some components, the program's own wheel as what they make up."""
    listed = sorted(parts, key=lambda part: str(part["bom-ref"]))
    own = [part for part in listed if part["name"] == OWN]
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own[0]} if own else {},
        "components": [part for part in listed if part not in own],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
