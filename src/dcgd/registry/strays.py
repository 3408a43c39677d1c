"""Files that look like data of a registry and are not read: which, and what is said of each. Names in, words out.

What holds records that count nowhere because of its name or its place is an error; copies beside a file that is read,
and what editors leave, are a warning. All else that lies in the folder is the user's own.
"""

import re
import unicodedata
from collections.abc import Iterable

from dcgd.diagnostics import Code, Finding, Place, Severity
from dcgd.registry.files import OPTIONAL, PROGRESS, REQUIRED, is_read

UNREAD_DATA = Code(
    "unread-data",
    Severity.ERROR,
    "像是数据，却没有读",
    "文件的名称或位置不对：里面的记录哪里也没有算进去。"
    "读的只有 tasks.yaml、units.yaml、people.yaml、rules.yaml、problems.yaml、notices.yaml、requests.yaml、"
    "papers.yaml、seals.yaml 和 progress/年-月.yaml，"
    "大小写和后缀都要一样；"
    "子文件夹里的、同步软件留在 progress/ 里的副本都不读，免得一件事算两遍。",
    "progress/2025-09.yml，progress/2025/2025-09.yaml，progress/2025-09 (1).yaml，problem.yaml",
    "progress/2025-09.yaml，problems.yaml",
    "照提示改名或移到该在的地方；已经有那个文件的，把它缺的记录并进去，再把多出来的文件移出登记册。",
)
UNREAD_COPY = Code(
    "unread-copy",
    Severity.WARNING,
    "像是副本，没有读",
    "数据文件旁边有编辑器、合并、备份或同步软件留下的文件，或误放的表格。没有读它，数据不受影响；里面也许有没有保存好的改动。",
    "tasks.yaml~，.tasks.yaml.swp，tasks.yaml.orig，tasks - 副本.yaml，progress/2025-09.xlsx",
    "只有 tasks.yaml",
    "与提示的文件核对，没有要留的就删去，或移出登记册的文件夹。",
)
CODES = (UNREAD_DATA, UNREAD_COPY)

_STEMS = {name.removesuffix(".yaml"): name for name in (*REQUIRED, *OPTIONAL)}
_REPORTS = (PROGRESS, "reports", "report", "进展")
# As texts, compiled when needed: every start of the program asks about the few other files of a folder.
_LEAVING = rf"(?:{'|'.join(_STEMS)}|\d{{4}}-\d\d)\.ya?ml"
_COPY = rf"(?<![a-z])({'|'.join(_STEMS)})(?![a-z])"
_MONTH = r"(?<!\d)(\d{4})(?:[-_./年 ]?(\d\d)|[-_./年 ](\d))(?!\d)月?"
_TABLES = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".json")
_LIKE = 0.85
"""How near a misspelt name is to the one that is meant: unit and units, not notes and notices."""


def stray(name: str) -> Finding | None:
    """What to say of a file, by its name in the registry; None for what is read and for what does not look like it."""
    if is_read(name):
        return None
    place = Place(name, ())
    *folders, base = name.split("/")
    plain = unicodedata.normalize("NFKC", base).casefold().strip()
    stem, dot, suffix = plain.rpartition(".")
    if dot + suffix not in (".yaml", ".yml") or plain.startswith((".", "~$", "#")):
        return _leaving(place, base, plain, folders)
    month = re.search(_MONTH, stem)
    if not folders:
        return _at_the_top(place, base, stem, month)
    if folders[0] == PROGRESS:
        return _in_progress(place, base, stem, month, folders)
    if month:
        return _elsewhere(place, folders[0])
    return None


def _leaving(place: Place, base: str, plain: str, folders: list[str]) -> Finding | None:
    """What an editor, a merge or a backup made beside a file, and tables that belong elsewhere."""
    if folders and folders[0] != PROGRESS:
        return None
    if plain.startswith(".") and plain.endswith(".tmp"):
        return None  # the draft of a writer that was killed: the next one clears it away
    meant = re.search(_LEAVING, plain) if ".y" in plain else None
    if meant and plain == f"{meant[0]}.txt":
        return UNREAD_DATA.at(
            place, f"{base} 没有读：多了后缀 .txt", f"改名为 {meant[0]}；已有 {meant[0]} 的，先核对再删去"
        )
    if meant:
        return UNREAD_COPY.at(
            place, f"{base} 没有读：像是编辑、合并或备份时留下的", f"核对它与 {meant[0]}，再移出登记册"
        )
    if folders and plain.endswith(_TABLES):
        hint = "填好的表用 dcgd progress collect 收，收过的移出登记册"
        return UNREAD_COPY.at(place, f"{base} 没有读：{PROGRESS}/ 里只读 年-月.yaml", hint)
    return None


def _at_the_top(place: Place, base: str, stem: str, month: re.Match[str] | None) -> Finding | None:
    if stem in _STEMS:
        return _misnamed(place, base, _STEMS[stem])
    if month or stem in _REPORTS:
        wanted = f"{PROGRESS}/{_named(month)}"
        return UNREAD_DATA.at(
            place, f"{base} 没有读：进展放在 {PROGRESS}/年-月.yaml 里", f"移到 {wanted}；已有的，把缺的并进去"
        )
    copied = re.search(_COPY, stem)
    if copied:
        meant = _STEMS[copied[1]]
        return UNREAD_COPY.at(place, f"{base} 没有读：像是 {meant} 的副本", f"核对它与 {meant}，再移出登记册")
    near = _near(stem, (*_STEMS, *_REPORTS))
    return _misnamed(place, base, _STEMS.get(near, f"{PROGRESS}/年-月.yaml")) if near else None


def _in_progress(place: Place, base: str, stem: str, month: re.Match[str] | None, folders: list[str]) -> Finding:
    wanted = _named(month)
    if len(folders) > 1:
        message = f"{base} 没有读：它在子文件夹 {'/'.join(folders)} 里"
        return UNREAD_DATA.at(place, message, f"移到 {PROGRESS}/{wanted}；已有的，把缺的并进去")
    if month and month[0] == stem:
        return _misnamed(place, base, wanted)
    if month:
        message = f"{base} 没有读：不是 年-月.yaml，像是 {wanted} 的副本"
        return UNREAD_DATA.at(place, message, f"核对它与 {wanted}，把缺的并进去，再移出登记册")
    message = f"{base} 没有读：{PROGRESS}/ 里只读 年-月.yaml，如 2025-09.yaml"
    return UNREAD_DATA.at(place, message, "一个月的改成那个月的名字；几个月的，分别并入各月的文件")


def _elsewhere(place: Place, folder: str) -> Finding:
    plain = unicodedata.normalize("NFKC", folder).casefold()
    meant = plain[:4].isdigit() or _near(plain, _REPORTS)
    message = f"{place.file} 没有读：进展只从 {PROGRESS}/ 里读"
    return (UNREAD_DATA if meant else UNREAD_COPY).at(
        place, message, f"是进展的，移到 {PROGRESS}/ 里；不是的，移出登记册"
    )


def _misnamed(place: Place, base: str, wanted: str) -> Finding:
    return UNREAD_DATA.at(place, f"{base} 没有读：名称应是 {wanted}", f"改名为 {wanted}；已有的，把缺的并进去")


def _near(name: str, known: Iterable[str]) -> str | None:
    """The known name that equals a name or is one slip away from it; None if there is none."""
    from difflib import SequenceMatcher

    for candidate in known:
        if sorted(candidate) == sorted(name) or SequenceMatcher(None, name, candidate).ratio() >= _LIKE:
            return candidate
    return None


def _named(month: re.Match[str] | None) -> str:
    """The file of a month, `年-月.yaml` where it is not known which."""
    number = int(month[2] or month[3]) if month else 0
    return f"{month[1]}-{number:02d}.yaml" if month and 1 <= number <= 12 else "年-月.yaml"
