"""`dcgd trace --suggest` and `--accept`: links that may be, and those that a person left in the file."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from dcgd.cli.console import say
from dcgd.cli.session import Session
from dcgd.edits.links import accept_links
from dcgd.errors import NotFound, WrongUse
from dcgd.model.links import Reference, reference, written_reference
from dcgd.naming import nearest, not_found
from dcgd.publish.table import Column, Row, Table
from dcgd.registry.change import change
from dcgd.source.parsed import parse
from dcgd.tracking.tracing.matrix import Member, Sheet
from dcgd.tracking.tracing.suggest import Proposal, proposals

_MOST_BYTES = 10_000_000
_COLUMNS = (
    Column("item", "事项", narrow=True),
    Column("title", "名称"),
    Column("implements", "承接", narrow=True),
    Column("promise", "上级的承诺"),
    Column("score", "相近", number=True, narrow=True),
    Column("words", "共有的词"),
)


def proposed(known: Sequence[Sheet], named: frozenset[int]) -> Table:
    """The table of links that may be."""
    return Table(_COLUMNS, [_row(proposal) for proposal in proposals(known, named)])


def _row(proposal: Proposal) -> Row:
    return {
        "item": _name(proposal.member),
        "title": proposal.member.item.title,
        "implements": _name(proposal.promise),
        "promise": proposal.promise.item.title,
        "score": proposal.score,
        "words": list(proposal.words),
    }


def _name(member: Member) -> str:
    return written_reference(member.home.document, member.item.id)


def accept(path: Path, session: Session, known: Sequence[Sheet]) -> None:
    """Write the links of a file into their registries, each registry in one go; nothing where one of them is wrong.

    Raises WrongUse, NotFound, and what writing raises; run again it completes what is missing.
    """
    ids = _ids(session)
    folders = dict(session.connection.execute("SELECT id, path FROM documents"))
    numbers = {reference(f"{sheet.document}:1"): sheet for sheet in known}
    links: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line, item, promise in _links(path):
        meant, above = (_there(path, line, text, ids) for text in (item, promise))
        if meant.document == above.document:
            raise WrongUse(f"{path} 第 {line} 行：{item} 和 {promise} 是同一份文件的")
        sheet = numbers[Reference(meant.document, "1")]
        links[sheet.document_id][meant.id].append(promise)
    for document_id, wanted in links.items():
        folder = Path(folders[document_id])
        saved = change(folder, partial(accept_links, links=wanted))
        made = saved.result
        already = f"，{made.there} 条已经有了" if made.there else ""
        where = f"，写入 {saved.places(folder)}" if made.written else ""
        say(f"已写下 {made.written} 条承接{already}{where}")
    if not links:
        say("文件里没有要写的。")


def _ids(session: Session) -> dict[str, list[str]]:
    """The ids of the tasks and items of each document, by its number as it is compared."""
    query = """
        SELECT d.number, i.id FROM (
            SELECT document, CAST(number AS TEXT) AS id FROM tasks
            UNION ALL SELECT document, id FROM targets UNION ALL SELECT document, id FROM milestones
        ) i JOIN documents d ON d.id = i.document
    """
    ids: dict[str, list[str]] = defaultdict(list)
    for number, id_ in session.connection.execute(query):
        meant = reference(written_reference(number or "", id_))
        if meant:
            ids[meant.document].append(id_)
    return ids


def _there(path: Path, line: int, text: str, ids: dict[str, list[str]]) -> Reference:
    """What a text refers to, which must be among the registries; raises WrongUse, NotFound."""
    meant = reference(text)
    if meant is None:
        raise WrongUse(f"{path} 第 {line} 行：“{text}”不是 文号:编号")
    if meant.document not in ids:
        near = nearest(meant.document, list(ids))
        raise NotFound(f"{path} 第 {line} 行：给出的登记册里{not_found(meant.document, near, '文号')}", text)
    if meant.id not in ids[meant.document]:
        near = nearest(meant.id, ids[meant.document])
        raise NotFound(f"{path} 第 {line} 行：{meant.document} 里{not_found(meant.id, near, '编号')}", text)
    return meant


def _links(path: Path) -> Iterator[tuple[int, str, str]]:
    """The line, the item and the promise of each entry of a file; raises WrongUse where it is none of ours."""
    if not path.is_file():
        raise WrongUse(f"--accept {path}：没有这个文件；先用 dcgd trace --suggest -o {path} 写一个")
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise WrongUse(f"{path} 超过 {_MOST_BYTES // 1_000_000} MB，不像 --suggest 写的")
    parsed = parse(data, str(path))
    for diagnostic in parsed.diagnostics:
        raise WrongUse(f"{path} 第 {diagnostic.line} 行：{diagnostic.message}")
    entries = parsed.data if parsed.data is not None else []
    if not isinstance(entries, list):
        raise WrongUse(f"{path} 不是 --suggest 写的：应是一列，每条有 item 和 implements")
    for index, entry in enumerate(entries):
        line = parsed.position((index,)).line
        item, promise = (entry.get(key) if isinstance(entry, dict) else None for key in ("item", "implements"))
        if not isinstance(item, str) or not isinstance(promise, str):
            raise WrongUse(f"{path} 第 {line} 行：每条要有 item 和 implements，都写 文号:编号")
        yield line, item, promise
