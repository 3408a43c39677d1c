"""What a sealed month holds, by its digests, and which of its records were changed, lost, or came later.

A month sealed again with a reason stands for all that was sealed before it: the changes up to then were accounted for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dcgd.diagnostics import Code, Finding, Place, Severity, has_errors
from dcgd.model import Seal
from dcgd.model.fields import brief
from dcgd.registry.archive import Archived
from dcgd.registry.content import Filed
from dcgd.registry.entries import (
    Change,
    Entry,
    canonical,
    changes,
    difference,
    digest_of,
    entries,
    has_entries,
    without,
)
from dcgd.registry.files import PAPERS, PEOPLE, SEALS, TASKS, UP, inside, is_archive
from dcgd.source.files import content, why
from dcgd.source.package import BadPackage
from dcgd.source.parsed import Parsed, parse

_AGAIN = "把原来的一条放回去（git 里有），更正另记一条；确实要改的，写明理由再封一次：dcgd seal {} --reason 理由"
SEALED_CHANGED = Code(
    "sealed-changed",
    Severity.WARNING,
    "封存过的记录改了",
    "这个月封存以后，存档里有的一条记录（进展、撤回、经过、申请、调整、公文）现在写得不一样了。",
    "封存时 value: 8，现在 value: 9",
    "封存时的一条还在，另记一条更正或撤回",
    "把原来的一条放回去，更正用 dcgd progress add 另记；确实要改的，用 dcgd seal 月份 --reason 理由 再封一次。",
)
SEALED_LOST = Code(
    "sealed-lost",
    Severity.WARNING,
    "封存过的记录不见了",
    "这个月封存以后，存档里有的一条记录（进展、撤回、经过、申请、调整、公文）现在没有了。",
    "封存时有 5-1 在 2023-06-30 的进展，现在没有",
    "封存时的一条还在；不算的另记一条撤回",
    "把原来的一条放回去，不算的用 dcgd progress withdraw 撤回；确实要删的，用 dcgd seal 月份 --reason 理由 再封一次。",
)
SEAL_ARCHIVE = Code(
    "seal-archive",
    Severity.WARNING,
    "封存的存档读不了",
    "seals.yaml 里的一次封存，它的存档不在、读不了，或不是 dcgd 写的：封存过的记录没有核对。",
    "archive: seals/2023-06.zip，而没有这个文件",
    "存档在原来的地方，一个字节也没有变",
    "从 git 里取回存档；用 Git LFS 的先 git lfs pull；不要让 git 换它的行尾。",
)
CODES = (SEALED_CHANGED, SEALED_LOST, SEAL_ARCHIVE)
PRIVATE = frozenset({"phone", "email"})
"""What is left out of people.yaml."""


class Digests(NamedTuple):
    """The three digests of a sealed month."""

    records: str
    evidence: str
    papers: str


def digests(seal_period: str, as_of: str, data: Mapping[str, Any], evidence: Mapping[str, str | None]) -> Digests:
    """The digests of a month: of the plain data of its files by name, and of its evidence."""
    registry = {file: part for file, part in data.items() if file != PAPERS}
    return Digests(
        digest_of({"period": seal_period, "as_of": as_of, "files": registry}),
        digest_of(evidence),
        digest_of(data.get(PAPERS)),
    )


def plain_data(parsed: Mapping[str, Parsed]) -> dict[str, Any]:
    """The plain data of the files that go into an archive, by their names in the registry."""
    kept = kept_files(parsed)
    return {name: without_contacts(file.data) if is_people(name) else file.data for name, file in kept.items()}


def kept_files(parsed: Mapping[str, Parsed]) -> dict[str, Parsed]:
    """The files of a registry that go into an archive: all YAML that was read but for the seals themselves."""
    return {name: file for name, file in parsed.items() if name != SEALS and name.endswith(".yaml") and file.root}


def without_contacts(data: Any) -> Any:
    """The plain data of people.yaml without telephones and addresses."""
    people = data.get("people") if isinstance(data, dict) else None
    if not isinstance(people, list):
        return data
    return data | {
        "people": [
            {key: value for key, value in person.items() if key not in PRIVATE} if isinstance(person, dict) else person
            for person in people
        ]
    }


def is_people(name: str) -> bool:
    """Whether a file, by its name in a registry, is that of the people."""
    return name.removeprefix(UP) == PEOPLE


def archive_of(folder: Path, name: str, read_bytes: Callable[[Path], bytes] = content) -> Archived:
    """The archive of a seal, by its name in a registry. Raises BadPackage with what is wrong with it."""
    if not is_archive(name):
        raise BadPackage("名称不对，应如 seals/2025-09.zip")
    path = folder / name
    if not inside(folder, path):
        raise BadPackage("是链接，指向登记册之外")
    try:
        return Archived(read_bytes(path))
    except FileNotFoundError:
        raise BadPackage("没有这个文件") from None
    except OSError as error:
        raise BadPackage(f"读不了：{why(error)}") from None


def data_of(archived: Archived, name: str) -> Any:
    """The plain data of a file of an archive. Raises BadPackage for one that is not sound YAML."""
    file = parse(archived[name], name)
    if file.root is None or has_errors(file.diagnostics):
        raise BadPackage(f"里面的 {name} 读不了")
    return file.data


def in_force(seals: Sequence[Filed[Seal]]) -> Sequence[Filed[Seal]]:
    """The seals whose records are to be there as they were: from the last that gives a reason on."""
    last = max((place for place, filed in enumerate(seals) if filed.entity.reason), default=0)
    return seals[last:]


def plain_lines(text: str) -> str:
    """A text with the line ends of archives."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Comparison(NamedTuple):
    """An archive beside the registry of now: the records of the files that differ, of then and of now."""

    before: list[Entry]
    now: list[Entry]


class Comparer:
    """Compares archives with the registry of now: what several archives have in common is read once."""

    def __init__(self, parsed: Mapping[str, Parsed]) -> None:
        """`parsed`: the files of the registry by their names in it."""
        kept = {name: file for name, file in parsed.items() if has_entries(name)}
        self._texts = {name: plain_lines(file.text).encode("utf-8") for name, file in kept.items()}
        self._now = {name: list(entries(name, file.data)) for name, file in kept.items()}
        self._then: dict[tuple[str, bytes], list[Entry]] = {}

    def compared(self, archived: Archived) -> Comparison:
        """The records of the files that are not word for word the same. Raises BadPackage."""
        before: list[Entry] = []
        for name, text in archived.items():
            if has_entries(name) and self._texts.get(name) != text:
                if (name, text) not in self._then:
                    self._then[name, text] = list(entries(name, data_of(archived, name)))
                before += self._then[name, text]
        differing = (name for name, text in self._texts.items() if text != archived.get(name))
        return Comparison(before, [entry for name in differing for entry in self._now[name]])


def sealed(
    seals: Sequence[Filed[Seal]], parsed: Mapping[str, Parsed], archive: Callable[[str], Archived]
) -> Iterator[Finding]:
    """Findings of the sealed records that were changed or lost, each once, and of the archives that cannot be read."""
    told: set[tuple[str, str, str]] = set()
    months = {filed.entity.period for filed in seals}
    comparer = Comparer(parsed if seals else {})
    for filed in {filed.entity.archive: filed for filed in in_force(seals)}.values():
        seal = filed.entity
        try:
            before, now = comparer.compared(archive(seal.archive))
        except BadPackage as error:
            place = filed.place.at("archive")
            yield SEAL_ARCHIVE.at(place, f"{seal.archive} {error}", "从 git 里取回；用 Git LFS 的先 git lfs pull")
            continue
        owners = {(entry.what, entry.subject): entry.place for entry in now}
        for change in changes(before, now):
            key = change.before.what, change.before.subject, change.before.said
            if key not in told:
                told.add(key)
                own = change.before.date[:7]
                yield _finding(change, own if own in months else seal.period, owners, parsed)


def _finding(
    change: Change, period: str, owners: Mapping[tuple[str, str], Place], parsed: Mapping[str, Parsed]
) -> Finding:
    was, hint = change.before, _AGAIN.format(period)
    if change.now:
        message = f"{period} 封存过的 {was.name}改了：{difference(change)}"
        return SEALED_CHANGED.at(change.now.place, message, hint)
    whose, step, _ = was.what.partition("的")
    there = was.place.path[:1] if was.place.file in parsed else ()
    place = owners.get((whose, was.subject)) if step else None
    what = "，".join(f"{key} {brief(was.data[key])}" for key in ("value", "percent", "action", "by") if key in was.data)
    message = f"{period} 封存过的 {was.name}不见了{f'（{what}）' if what else ''}"
    return SEALED_LOST.at(place or Place(was.place.file, there), message, hint)


def late(
    seals: Sequence[Filed[Seal]], parsed: Mapping[str, Parsed], archive: Callable[[str], Archived]
) -> dict[str, list[Entry]]:
    """The records that belong to a sealed month by their own date and came after it was sealed, by month.

    Those that stand in place of changed ones are none of them. An archive that cannot be read says nothing.
    """
    latest = {filed.entity.period: filed.entity for filed in seals}
    by_period: dict[str, list[Entry]] = {}
    told: set[Place] = set()
    comparer = Comparer(parsed)
    for seal in sorted(latest.values(), key=lambda seal: seal.as_of):
        try:
            before, now = comparer.compared(archive(seal.archive))
        except BadPackage:
            continue
        instead = {change.now.place for change in changes(before, now) if change.now}
        came = [entry for entry in without(now, before) if entry.place not in instead and entry.place not in told]
        by_period[seal.period] = [entry for entry in came if "" < entry.date <= seal.as_of.isoformat()]
        told |= {entry.place for entry in by_period[seal.period]}
    return by_period


def still_sealed(
    seals: Sequence[Filed[Seal]], parsed: Mapping[str, Parsed], archive: Callable[[str], Archived]
) -> list[str]:
    """The archives of the months that still are what was sealed, so that their papers may print the seal.

    Nothing was changed or lost, nothing came that belongs to the month (papers apart), and tasks, units, people and
    rules are the same. What is of later months changes nothing.
    """
    comparer = Comparer(parsed if seals else {})
    unchanged: list[str] = []
    kept: dict[str, Any] = {}
    for seal in {filed.entity.period: filed.entity for filed in seals}.values():
        try:
            archived = archive(seal.archive)
            before, now = comparer.compared(archived)
            frame = {name: _frame(name, data_of(archived, name)) for name in archived if not _is_journal(name)}
        except BadPackage:
            continue
        kept = kept or {name: _frame(name, data) for name, data in plain_data(parsed).items() if not _is_journal(name)}
        came = (entry for entry in without(now, before) if not entry.what.startswith("公文"))
        late_ones = [entry for entry in came if "" < entry.date <= seal.as_of.isoformat()]
        if not late_ones and not changes(before, now) and canonical(frame) == canonical(kept):
            unchanged.append(seal.archive)
    return unchanged


def _is_journal(name: str) -> bool:
    return has_entries(name) and name != TASKS


def _frame(name: str, data: Any) -> Any:
    """What of a file is no record: of tasks.yaml all but the adjustments."""
    if name != TASKS:
        return data
    if isinstance(data, dict):
        return {key: _frame(name, part) for key, part in data.items() if key != "adjustments"}
    return [_frame(name, part) for part in data] if isinstance(data, list) else data
