"""A month sealed: its digests in seals.yaml, and all that was read in an archive beside it. `dcgd seal`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dcgd.diagnostics import has_errors
from dcgd.edits.texts import edited_file
from dcgd.errors import Refused
from dcgd.model import Seal, Stamp
from dcgd.model.record import record
from dcgd.registry.archive import LARGEST, packed
from dcgd.registry.change import Edited
from dcgd.registry.entries import canonical
from dcgd.registry.files import ARCHIVES, SEALS
from dcgd.registry.load import Reading
from dcgd.registry.sealed import (
    SEALED_CHANGED,
    SEALED_LOST,
    digests,
    is_people,
    kept_files,
    plain_data,
    plain_lines,
)
from dcgd.source.edit import append

HEADER = """\
# 封存的月份。只在末尾添加（dcgd seal），不改已有的；records 的前八位印在公文上，previous 是上一个封存的 records。
"""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A month that was sealed, and how many records of months sealed before are not as they were then."""

    seal: Seal
    amended: int


def _check_month(before: Reading, period: str, as_of: date) -> None:
    """Raises Refused for a month that ends before the document begins, or is more than a year behind its end."""
    document = before.registry.document
    if document and not document.start <= as_of <= document.due + timedelta(days=366):
        raise Refused(f"{period} 不在文件的年份里（{document.start} 至 {document.due}），不能封存；看看年份写对了没有")


def seal_month(
    before: Reading, period: str, as_of: date, evidence: Mapping[str, str | None], stamp: Stamp, reason: str | None
) -> Edited[Sealed]:
    """Seal a month as the registry stands; the result has the seal.

    `evidence`: the digest of each piece of evidence as it is now, None of one that is not there. Raises CannotEdit, and
    Refused for a month that is not over, one that is sealed and has no `reason`, and a registry with errors.
    """
    seals = [filed.entity for filed in before.registry.seals]
    earlier = [seal for seal in seals if seal.period == period]
    if as_of > stamp.day:
        raise Refused(f"{period} 还没有过完（到 {as_of}），不能封存")
    if has_errors(before.diagnostics):
        raise Refused("登记册有错误，不能封存；先照 dcgd validate 改正")
    if earlier and not reason:
        when = earlier[-1].sealed.date()
        raise Refused(f"{period} 已于 {when} 封存；要再封一次，写明理由：dcgd seal {period} --reason 理由")
    if reason and not earlier:
        raise Refused(f"{period} 没有封存过，第一次封存不写 --reason")
    _check_month(before, period, as_of)
    name = f"{ARCHIVES}/{period}{f'-{len(earlier) + 1}' if earlier else ''}.zip"
    if orphans := sorted(before.registry.archives - {seal.archive for seal in seals}):
        raise Refused(
            f"有 {orphans[0]}，而 {SEALS} 里没有它：像是删去了封存；用 git 取回 {SEALS}，或先移走不在其中的存档"
        )
    kept = kept_files(before.parsed)
    data = plain_data(before.parsed)
    texts = {
        file: json.dumps(json.loads(canonical(data[file])), ensure_ascii=False, indent=1) + "\n"
        if is_people(file)
        else plain_lines(part.text)
        for file, part in kept.items()
    }
    archive = packed(texts, evidence)
    if len(archive) > LARGEST:
        raise Refused(f"登记册超过 {LARGEST // 1_000_000} MB，太大，不能封存")
    made = Seal(
        period=period,
        as_of=as_of,
        sealed=stamp.recorded,
        by=stamp.recorded_by,
        reason=reason,
        archive=name,
        previous=seals[-1].records if seals else None,
        **digests(period, as_of.isoformat(), data, evidence)._asdict(),
    )
    amended = sum(diagnostic.code in (SEALED_CHANGED.slug, SEALED_LOST.slug) for diagnostic in before.diagnostics)
    written = edited_file(before, SEALS, lambda text: append(text, "seals", record(made)), HEADER)
    return Edited(written, Sealed(made, amended), {name: archive})
