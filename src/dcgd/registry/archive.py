"""The archive of a sealed month: all YAML that was read, as a zip. What comes with a repository is not trusted.

    registry/tasks.yaml …   the registry's own files
    units.yaml …            those that it had from the folder above
    evidence.json           the digest of each piece of evidence, as it was when the month was sealed

Nothing in it is compressed: then the same content has the same bytes with every version of zlib, git finds what two
months have in common, and no archive is larger unpacked than it is.
"""

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO

from dcgd.registry.files import UP, is_archive, is_read
from dcgd.source.package import MOST_BYTES, BadPackage, Package

OWN, EVIDENCE = "registry/", "evidence.json"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
LARGEST = MOST_BYTES
"""Bytes of an archive that is written or read: a district's year has some hundred thousand."""


class Archived(Mapping[str, bytes]):
    """What an archive holds: the files of the registry by their names in it (`../units.yaml` of the folder above)."""

    def __init__(self, data: bytes) -> None:
        """Raises BadPackage for what is no archive of a month."""
        if len(data) > LARGEST:
            raise BadPackage(f"超过 {LARGEST // 1_000_000} MB")
        package = Package(data)
        files: dict[str, bytes] = {}
        for name in package.names:
            inside = name.removeprefix(OWN) if name.startswith(OWN) else UP + name
            if name != EVIDENCE and (not is_read(inside) or is_archive(inside)):
                raise BadPackage(f"里面有不是登记册的文件（{name[:60]!r}）")
            if not package.is_stored(name):
                raise BadPackage("里面是压缩过的，不是这个程序写的")
            files[EVIDENCE if name == EVIDENCE else inside] = package.part(name)
        try:
            evidence = json.loads(files.pop(EVIDENCE, b"null"))
        except (ValueError, RecursionError):
            evidence = None
        if not isinstance(evidence, dict) or not all(isinstance(digest, str | None) for digest in evidence.values()):
            raise BadPackage(f"里面的 {EVIDENCE} 读不了")
        self.evidence: dict[str, str | None] = evidence
        self._files = files

    def __getitem__(self, name: str) -> bytes:
        """The bytes of a file."""
        return self._files[name]

    def __iter__(self):  # type: ignore[no-untyped-def]
        """The names of the files."""
        return iter(self._files)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._files)


def packed(texts: Mapping[str, str], evidence: Mapping[str, str | None]) -> bytes:
    """The archive of a registry's files, by their names in it, and of its evidence: the same bytes for the same."""
    parts = {(name[len(UP) :] if name.startswith(UP) else OWN + name): text for name, text in texts.items()}
    parts[EVIDENCE] = json.dumps(evidence, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system, entry.external_attr = 3, _PLAIN_FILE
            archive.writestr(entry, parts[name].encode("utf-8"))
    return data.getvalue()
