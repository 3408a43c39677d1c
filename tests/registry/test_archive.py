"""The archive of a sealed month: the same bytes for the same content, and nothing hostile comes in with one."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.registry.archive import LARGEST, Archived, packed
from dcgd.source.package import BadPackage

NAMES = st.sampled_from(
    ["tasks.yaml", "units.yaml", "../units.yaml", "../rules.yaml", "progress/2023-06.yaml", "papers.yaml"]
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=50)
DIGESTS = st.none() | st.just("0" * 64)


@given(st.dictionaries(NAMES, TEXTS), st.dictionaries(TEXTS, DIGESTS))
def test_what_is_packed_is_what_is_read_whatever_its_order(
    texts: dict[str, str], evidence: dict[str, str | None]
) -> None:
    data = packed(texts, evidence)
    assert packed(dict(reversed(texts.items())), dict(reversed(evidence.items()))) == data
    archived = Archived(data)
    assert {name: archived[name].decode("utf-8") for name in archived} == texts
    assert archived.evidence == evidence


def made(parts: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of these parts."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


EVIDENCE = {"evidence.json": b"{}"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "不是压缩包"),
        (b"PK\x03\x04 and nothing more", "已损坏"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "git lfs pull"),
        (b"\0" * (LARGEST + 1), "超过"),
        (made({"registry/tasks.yaml": b"a: 1"}), "evidence.json"),
        (made({"evidence.json": b"[" * 100_000}), "evidence.json"),
        (made({"evidence.json": b'{"a": 1}'}), "evidence.json"),
        (made({**EVIDENCE, "registry/tasks.yaml": b"a" * 10_000_000}, zipfile.ZIP_DEFLATED), "压缩过"),
        (made({**EVIDENCE, "registry/../../etc/passwd": b""}), "不是登记册的文件"),
        (made({**EVIDENCE, "registry/seals/2023-05.zip": b""}), "不是登记册的文件"),
        (made({**EVIDENCE, "tasks.yaml": b""}), "不是登记册的文件"),
        (made({**EVIDENCE, "registry/tasks.yaml": b"", "REGISTRY/tasks.yaml": b""}), "同名"),
    ],
)
def test_what_is_no_archive_of_a_month_is_refused_in_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(BadPackage, match=why):
        Archived(data)


def test_an_archive_cut_off_anywhere_is_refused() -> None:
    whole = packed({"tasks.yaml": "document: {}\n", "units.yaml": "units: []\n"}, {})
    for end in range(len(whole)):
        with pytest.raises(BadPackage):
            Archived(whole[:end])
