"""Checks of the register of papers: every number once and without a gap, and what a paper is about exists."""

from collections.abc import Iterator

from dcgd.diagnostics import Code, Finding, Severity
from dcgd.model import PaperKind
from dcgd.model.papers import ISSUE, count_of, number_key, number_of
from dcgd.naming import nearest, not_found
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory

PAPER_NUMBER = Code(
    "paper-number",
    Severity.ERROR,
    "公文的号用了两次",
    "一个号只有一份公文，作废的也不再用；期号（第9期）按印发的年份、按种类各算各的。",
    "number: 督通〔2023〕3号，而前面已有督通〔2023〕3号",
    "number: 督通〔2023〕4号",
    "改正其中一个；多半是两份登记簿合并来的：后登记的照最大的号往后编，并告知收到它的单位。",
)
PAPER_GAP = Code(
    "paper-gap",
    Severity.WARNING,
    "公文的号中间缺了",
    "同一代字、同一年的号应一个接一个；缺的号没有登记，或登记被删去了。",
    "督通〔2023〕1号、督通〔2023〕3号",
    "督通〔2023〕1号、督通〔2023〕2号、督通〔2023〕3号",
    "补上缺的一份；发错了的用 dcgd papers withdraw 作废，不要删去。",
)
PAPER_SUBJECT = Code(
    "paper-subject",
    Severity.ERROR,
    "公文的督办单不存在",
    "公文的 subject 是督办单的编号，notices.yaml 里没有这一张。",
    "subject: DB-2023-009",
    "subject: DB-2023-001",
    "改正编号。",
)
PAPER_TRAIL = Code(
    "paper-trail",
    Severity.ERROR,
    "公文的经过不合顺序",
    "印发之后才能作废，只作废一次。",
    "issued: 2023-10-16, steps: [{action: withdraw, date: 2023-10-01, …}]",
    "issued: 2023-10-16, steps: [{action: withdraw, date: 2023-10-20, …}]",
    "改正日期，或删去多余的一步；以后用 dcgd papers withdraw 登记。",
)
PAPER_DAY = Code(
    "paper-day",
    Severity.WARNING,
    "公文的印发之日对不上",
    "印发不能早于数据截至之日；督办单的印发之日就是 notices.yaml 里签发的那天，单上印的也是它。",
    "as_of: 2023-09-30, issued: 2023-09-12",
    "as_of: 2023-09-30, issued: 2023-10-16",
    "照发出的那一份改正；以后由 dcgd papers --issue 登记。",
)
CODES = (PAPER_NUMBER, PAPER_GAP, PAPER_SUBJECT, PAPER_TRAIL, PAPER_DAY)


def numbers(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """No number stands for two papers of a year."""
    seen: set[tuple[str, int, PaperKind | None]] = set()
    for filed in registry.papers:
        number = number_key(filed.entity.number)
        key = number, filed.entity.issued.year, None if "〔" in number else filed.entity.kind
        if key in seen:
            message = f"号“{filed.entity.number}”已经用过"
            yield PAPER_NUMBER.at(filed.place.at("number"), message, "一个号只用一次，作废的也不再用")
        seen.add(key)


def gaps(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """The numbers of a series and year follow one another, from whichever is the first."""
    office = registry.rules.office
    kinds = {(series := office.series_of(kind), kind if ISSUE in series else None): kind for kind in PaperKind}
    for (series, _alone), kind in kinds.items():
        for year in sorted({filed.entity.issued.year for filed in registry.papers}):
            counts = {
                count: filed for filed in registry.papers if (count := count_of(filed.entity, kind, series, year))
            }
            for before, count in zip(sorted(counts), sorted(counts)[1:], strict=False):
                if count > before + 1:
                    first, last = (number_of(series, year, missing) for missing in (before + 1, count - 1))
                    what = first if first == last else f"{first}到{last}"
                    place = counts[count].place.at("number")
                    yield PAPER_GAP.at(place, f"前面缺了{what}", "补上；发错了的作废，不要删去")


def subjects(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """The notice that a paper is a sheet of is there."""
    known = [filed.entity.number for filed in registry.notices]
    for filed in registry.papers:
        paper = filed.entity
        if paper.kind is PaperKind.NOTICE and paper.subject is not None and paper.subject not in known:
            message = not_found(paper.subject, nearest(paper.subject, known), "督办单")
            yield PAPER_SUBJECT.at(filed.place.at("subject"), message, "改正编号")


def trails(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Withdrawn once, and not before it was issued."""
    for filed in registry.papers:
        for index, step in enumerate(filed.entity.steps):
            place = filed.place.at("steps", index)
            if index:
                yield PAPER_TRAIL.at(place.at("action"), "已经作废了", "删去多余的一步")
            if step.date < filed.entity.issued:
                message = f"{step.date} 早于印发之日 {filed.entity.issued}"
                yield PAPER_TRAIL.at(place.at("date"), message, "改正日期")


def days(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """No paper is older than its figures, and a notice has the day that stands on it."""
    signed = {filed.entity.number: filed.entity.issued for filed in registry.notices}
    for filed in registry.papers:
        paper, place = filed.entity, filed.place.at("issued")
        if paper.issued < paper.as_of:
            yield PAPER_DAY.at(place, f"{paper.issued} 早于数据截至的 {paper.as_of}", "改正日期")
        elif paper.kind is PaperKind.NOTICE and signed.get(paper.subject or "", paper.issued) != paper.issued:
            day = signed[paper.subject or ""]
            yield PAPER_DAY.at(place, f"{paper.subject} 是 {day} 签发的，登记簿里写 {paper.issued}", f"改成 {day}")


CHECKS = (numbers, gaps, subjects, trails, days)
