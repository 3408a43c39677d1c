"""Whether the seals are what they were: archives, digests, the chain from each to its forerunner. For `dcgd verify`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path, PurePath

from dcgd.diagnostics import Code, Diagnostic, Finding, Place, Severity, in_order
from dcgd.errors import Refused
from dcgd.model import Seal
from dcgd.registry.archive import Archived
from dcgd.registry.content import Filed
from dcgd.registry.evidence import state_of
from dcgd.registry.files import SEALS, TASKS
from dcgd.registry.load import NOWHERE, Reading, read
from dcgd.registry.sealed import SEAL_ARCHIVE, archive_of, data_of, digests
from dcgd.source.package import BadPackage
from dcgd.source.parsed import Parsed

SEAL_FORGED = Code(
    "seal-forged",
    Severity.ERROR,
    "封存的摘要对不上",
    "dcgd verify 的结果：存档里的内容算出的摘要，与 seals.yaml 里封存时写下的不一样：存档或 seals.yaml 被改过。",
    "seals/2023-06.zip 里的 tasks.yaml 被改过",
    "存档和 seals.yaml 都与封存时一样",
    "从 git 里取回封存时的存档和 seals.yaml；公文上印的前八位可以证明哪一个是真的。",
)
SEAL_CHAIN = Code(
    "seal-chain",
    Severity.ERROR,
    "封存的链断了",
    "dcgd verify 的结果：一个封存的 previous 应是它上一个封存的 records，第一个没有 previous；不能少，次序不能变。",
    "删去了 2023-05 的封存，而 2023-06 的 previous 还是它的 records",
    "seals.yaml 里的封存都在，次序没有变",
    "从 git 里取回 seals.yaml 和存档。",
)
SEAL_UNKNOWN = Code(
    "seal-unknown",
    Severity.ERROR,
    "存档没有封存",
    "dcgd verify 的结果：seals/ 里有一个存档，而 seals.yaml 里没有这一次封存：封存被删去了，或存档是别处来的。",
    "有 seals/2023-06.zip，而 seals.yaml 里没有 2023-06",
    "每个存档都在 seals.yaml 里",
    "从 git 里取回 seals.yaml；确实不是这里的存档，移走它。",
)
SEAL_EVIDENCE = Code(
    "seal-evidence",
    Severity.WARNING,
    "封存过的佐证变了",
    "dcgd verify 的结果：封存时有的一份佐证，现在不在了，或内容不一样了。",
    "封存以后换过的 验收单.pdf",
    "佐证与封存时一样",
    "把原来的文件放回去；换了新的，另记一条进展。",
)
CODES = (SEAL_FORGED, SEAL_CHAIN, SEAL_UNKNOWN, SEAL_EVIDENCE)


def checked_seals(reading: Reading, folder: Path) -> list[Diagnostic]:
    """What is wrong with the seals of a registry, in order."""
    told = []
    for finding in _findings(reading, folder):
        parsed = reading.parsed.get(finding.place.file) or reading.parsed.get(SEALS) or _absent(reading)
        where = parsed.position(finding.place.path)
        code = finding.code
        told.append(
            Diagnostic(parsed.name, *where, code.severity, code.slug, finding.message, finding.hint or code.mend)
        )
    return in_order(told)


def _absent(reading: Reading) -> Parsed:
    """seals.yaml where it is gone, while archives are left: named as the other files of the registry are."""
    beside = reading.parsed.get(TASKS)
    return Parsed(str(PurePath(beside.name).with_name(SEALS)) if beside else SEALS)


def _findings(reading: Reading, folder: Path) -> Iterator[Finding]:
    seals = reading.registry.seals
    previous: Seal | None = None
    again = max((place for place, filed in enumerate(seals) if filed.entity.reason), default=0)
    told: set[str] = set()
    state = cache(partial(state_of, folder))
    for place, filed in enumerate(seals):
        yield from _chain(filed, previous)
        previous = filed.entity
        try:
            archived = archive_of(folder, filed.entity.archive)
            faults = forged(archived, filed.entity)
        except BadPackage as error:
            yield SEAL_ARCHIVE.at(filed.place.at("archive"), f"{filed.entity.archive} {error}")
            continue
        for fault in faults:
            message = f"{filed.entity.archive} 里的{fault}与封存时的摘要不一样"
            yield SEAL_FORGED.at(filed.place.at("archive"), message)
        if not faults and place >= again:
            yield from _evidence(filed, archived.evidence, state, told)
    named = {filed.entity.archive for filed in seals}
    for name in sorted(reading.registry.archives - named):
        yield SEAL_UNKNOWN.at(Place(SEALS, ()), f"有 {name}，而 {SEALS} 里没有这一次封存")


def _chain(filed: Filed[Seal], previous: Seal | None) -> Iterator[Finding]:
    seal, place = filed.entity, filed.place
    if previous is None:
        if seal.previous:
            yield SEAL_CHAIN.at(place, f"{seal.period} 是第一个，而它接着另一个（{seal.previous[:8]}）：前面的被删去了")
    elif seal.previous != previous.records:
        after = (seal.previous or "无")[:8]
        yield SEAL_CHAIN.at(
            place,
            f"{seal.period} 接的是 {after}，而上一个封存 {previous.period} 是 {previous.mark}：删去过，或次序变了",
        )
    elif seal.sealed < previous.sealed:
        yield SEAL_CHAIN.at(place, f"{seal.period} 的封存之时早于上一个封存 {previous.period}")


def forged(archived: Archived, seal: Seal) -> list[str]:
    """Which parts of an archive, in Chinese, have not the digest that its seal gives. Raises BadPackage."""
    data = {name: data_of(archived, name) for name in archived}
    now = digests(seal.period, seal.as_of.isoformat(), data, archived.evidence)
    words = {"records": "登记册", "evidence": "佐证", "papers": "公文"}
    return [word for key, word in words.items() if getattr(now, key) != getattr(seal, key)]


def read_sealed(folder: Path, period: str) -> Reading:
    """The registry in a folder as a month of it was sealed first. Raises Refused where it was not, or is not whole."""
    seals = read(folder, "").registry.seals
    first = next((filed for filed in seals if filed.entity.period == period), None)
    if first is None:
        months = "、".join(dict.fromkeys(filed.entity.period for filed in seals)) or "没有"
        raise Refused(f"{folder} 没有封存 {period}（封存过的：{months}）；--known-on 写到哪一天，或先 dcgd seal")
    reading = _archived(folder, first.entity)
    return Reading(replace(reading.registry, seals=(first,)), reading.diagnostics, reading.parsed)


def _archived(folder: Path, seal: Seal) -> Reading:
    try:
        archived = archive_of(folder, seal.archive)
        faults = forged(archived, seal)
    except BadPackage as error:
        raise Refused(f"{folder / seal.archive} {error}；从 git 里取回它") from None
    if faults:
        raise Refused(f"{folder / seal.archive} 里的{'、'.join(faults)}与封存时的摘要不一样，没有用它；见 dcgd verify")

    def read_bytes(path: Path) -> bytes:
        name = path.relative_to(NOWHERE).as_posix()
        if name not in archived:
            raise FileNotFoundError(name)
        return archived[name]

    return read(NOWHERE, seal.archive, read_bytes=read_bytes, also=tuple(archived))


def _evidence(
    filed: Filed[Seal], then: Mapping[str, str | None], state: Callable[[str], str | None], told: set[str]
) -> Iterator[Finding]:
    """The evidence that is not as it was when a month was sealed, each piece once.

    Asked of every seal from the last one on that was made again: its reason accounts for what was changed before.
    """
    for name, was in then.items():
        now = state(name) if was and name not in told else was
        if was and now != was:
            told.add(name)
            what = "内容不一样了" if now else "不在了，或读不了"
            yield SEAL_EVIDENCE.at(filed.place, f"{filed.entity.period} 封存过的佐证 {name} {what}")
