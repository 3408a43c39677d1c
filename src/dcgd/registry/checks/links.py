"""Checks of references to other documents: how they are written, that none is to its own.

Whether a promise is there can be said only where the other registry is at hand: see `across`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dcgd.diagnostics import Code, Finding, Place, Severity
from dcgd.model.links import LINK_KEYS, Reference, on_circles, reference, referred
from dcgd.model.papers import number_key
from dcgd.naming import Nearby, not_found
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory

LINK_FORM = Code(
    "link-form",
    Severity.ERROR,
    "对应的写法不对",
    "implements（承接）、continues（接续）、same_as（相同）写另一份文件的 文号:编号；"
    "编号是那里的目标、成果或任务序号。",
    "implements: [3-1]",
    "implements: [云政发〔2023〕1号:3-1]",
    "补上文号和冒号；括号用哪一种都行。",
)
LINK_CIRCLE = Code(
    "link-circle",
    Severity.ERROR,
    "承接、接续、相同绕成了圈",
    "implements 指上级的，continues 指上一年的，same_as 只在一边写；顺着走不能走回自己，也不能是本文件的。",
    "implements: [本文件的文号:3-1]",
    "implements: [上级文件的文号:3-1]",
    "删去写反了的那一条：下级的写 implements，今年的写 continues，上级的、上年的不写。",
)
LINK_UNKNOWN = Code(
    "link-unknown",
    Severity.ERROR,
    "那份文件里没有这个编号",
    "所指的登记册也给出了（--data 写几个，或一个装着几个登记册的文件夹），里面没有这个编号。",
    "implements: [云政发〔2023〕1号:3-9]",
    "implements: [云政发〔2023〕1号:3-1]",
    "照提示改正编号；上级文件确实没有的，删去这一条。",
)
LINK_ELSEWHERE = Code(
    "link-elsewhere",
    Severity.INFO,
    "没有给出所指的登记册",
    "几个登记册一起校验，其中没有这个文号的。多半是没有给出；也可能是文号写错了。",
    "implements: [云政发〔2032〕1号:3-1]",
    "implements: [云政发〔2023〕1号:3-1]",
    "写错的照提示改正；没有给出的，用 --data 一起给出。",
)
CODES = (LINK_FORM, LINK_CIRCLE, LINK_UNKNOWN, LINK_ELSEWHERE)


def links(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Every link is written as one, and leads to another document."""
    own = number_key(registry.document.number) if registry.document else None
    for place, key, text in written_links(registry):
        meant = reference(text)
        if meant is None:
            yield LINK_FORM.at(place, f"“{text}”不是 文号:编号", "写作 云政发〔2023〕1号:3-1 的样子")
        elif meant.document == own:
            yield LINK_CIRCLE.at(place, f"“{text}”是本文件的", f"{key} 写另一份文件的；本文件之内不必写")


def written_links(registry: Registry) -> Iterator[tuple[Place, str, str]]:
    """Where each reference to another document stands, under which key, and the reference as it is written."""
    entities = [(filed.entity, filed.place) for filed in registry.tasks]
    for entity, place in [*entities, *((item.entity, item.place) for item in registry.items)]:
        for key in LINK_KEYS:
            for index, text in enumerate(referred(entity, key)):
                yield place.at(key, index) if key == "implements" else place.at(key), key, text


CHECKS = (links,)


class Linked(NamedTuple):
    """What stands in one of several registries, known by a number: a task or an item, and what it refers to.

    `links` are its references, each under its key of `LINK_KEYS`.
    """

    registry: int
    document: str
    id: str
    links: tuple[tuple[str, str], ...]


class LinkFinding(NamedTuple):
    """What is wrong with a link: of which registry and id, which of the links under which key, the finding in words."""

    registry: int
    id: str
    key: str
    link: int
    code: Code
    message: str
    hint: str


def across(known: Sequence[Linked]) -> Iterator[LinkFinding]:
    """What is wrong with links among several registries, all of whose tasks and items are given."""
    ids: dict[str, list[str]] = {}
    for linked in known:
        ids.setdefault(number_key(linked.document), []).append(linked.id)
    documents = dict.fromkeys(linked.document for linked in known)
    near_documents = {own: Nearby([other for other in documents if other != own]) for own in documents}
    near_ids = {document: Nearby(there) for document, there in ids.items()}
    circles = _circles(known)
    for linked in known:
        own = Reference(number_key(linked.document), linked.id)
        counted: Counter[str] = Counter()
        for key, text in linked.links:
            index, meant = counted[key], reference(text)
            counted[key] += 1
            if meant is None or meant.document == own.document:
                continue  # said of the registry alone
            if meant.document not in ids:
                if key == "continues":
                    continue  # last year's registry is seldom at hand
                code, hint = LINK_ELSEWHERE, "写错的改正；没有给出的用 --data 一起给出"
                message = "给出的登记册里" + not_found(
                    meant.document, near_documents[linked.document](meant.document), "文号"
                )
            elif meant.id not in ids[meant.document]:
                code, hint = LINK_UNKNOWN, "照那份文件改正编号，或删去这一条"
                message = f"{meant.document} 里" + not_found(meant.id, near_ids[meant.document](meant.id), "编号")
            elif (own, meant) in circles:
                code, hint = LINK_CIRCLE, "删去写反了的那一条"
                message = f"“{text}”反过来也指到它"
            else:
                continue
            yield LinkFinding(linked.registry, linked.id, key, index, code, message, hint)


def _circles(known: Sequence[Linked]) -> set[tuple[Reference, Reference]]:
    """The links that lie on a circle, each from the one that refers to the one that is referred to.

    A task stands for each of its items: what is on a circle by way of one of them is so by way of the task.
    """
    parts: dict[Reference, list[Reference]] = {}
    for linked in known:
        task, dash, _part = linked.id.partition("-")
        if dash:
            document = number_key(linked.document)
            parts.setdefault(Reference(document, task), []).append(Reference(document, linked.id))
    upward: dict[Reference, set[Reference]] = {}
    links: list[tuple[Reference, Reference]] = []
    for linked in known:
        own = Reference(number_key(linked.document), linked.id)
        for _key, text in linked.links:
            meant = reference(text)
            if meant is None:
                continue
            links.append((own, meant))
            for below in parts.get(own, [own]):
                upward.setdefault(below, set()).update(parts.get(meant, [meant]))
    circular = on_circles(upward)
    return {
        (own, meant)
        for own, meant in links
        if any((below, above) in circular for below in parts.get(own, [own]) for above in parts.get(meant, [meant]))
    }
