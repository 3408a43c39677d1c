"""Reading a registry from its folder: every file, every record, every check; all diagnostics at once."""

import os
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from dcgd.diagnostics import Diagnostic, Finding, Place, has_errors, in_order
from dcgd.model import Document, Heading, Notice, Paper, Person, Problem, Report, Request, Rules, Seal, Task, Unit
from dcgd.naming import nearest, without_numbers
from dcgd.registry import file_codes, files
from dcgd.registry.checks import run
from dcgd.registry.checks.every import CHECKS
from dcgd.registry.content import Filed, FiledTask, Registry, UnitsKnown
from dcgd.registry.shares import with_shares_named
from dcgd.registry.strays import stray
from dcgd.registry.validation import EXTRA_KEY, MISSING_KEY, WRONG_TYPE, validated
from dcgd.registry.view import View, views
from dcgd.source import parsed as parsing
from dcgd.source.codes import UNFINISHED_CHANGE
from dcgd.source.files import content, why
from dcgd.source.tree import collector_paused

NOWHERE = Path(os.devnull) / "revision"
"""A folder that is never there: a registry read out of git, or out of an archive, must see no file that lies here."""
T = TypeVar("T")


@dataclass(slots=True)
class Reading:
    """What came out of a folder: the registry as far as it is sound, every diagnostic in order, the parsed files."""

    registry: Registry
    diagnostics: list[Diagnostic]
    parsed: dict[str, parsing.Parsed]

    def where(self, file: str) -> str:
        """The name of a file as the registry has it: `../units.yaml` for one of the folder above."""
        return _where(file, self.parsed)


def _where(file: str, known: Collection[str]) -> str:
    return files.UP + file if files.UP + file in known else file


def read(
    folder: Path,
    shown: str | None = None,
    *,
    view: View | None = None,
    read_bytes: Callable[[Path], bytes] | None = None,
    also: Collection[str] = (),
    of_units: UnitsKnown | None = None,
) -> Reading:
    """Read the registry in `folder`; diagnostics name its files below `shown` (by default the folder as given).

    It is read through `view`; without one through one of its own, and again if the files change meanwhile. With
    `read_bytes` that gives a file's content, `also` names files that the folder has not; `of_units` are its units.
    """
    if view is None and read_bytes is None:
        for own in views(folder, View):
            reading = read(folder, shown, view=own)
            if own.changed() is None:
                break
        return reading
    reader = _Reader(folder, str(folder) if shown is None else shown, read_bytes or content, also)
    if view is not None:
        reader.look_through(view)
    with collector_paused():
        registry = reader.registry()
        registry = with_shares_named(replace(registry, of_units=of_units) if of_units else registry)
        findings = run(registry, CHECKS)
        if registry.seals:
            from dcgd.registry.sealed import archive_of, sealed

            findings += sealed(registry.seals, reader.parsed, lambda name: archive_of(folder, name, reader.read_bytes))
        for finding in findings:
            reader.find(finding)
    of_files = (parsed.diagnostics for parsed in reader.parsed.values())
    return Reading(registry, in_order(chain(reader.diagnostics, *of_files)), reader.parsed)


@dataclass(slots=True)
class _Reader:
    folder: Path
    shown: str
    read_bytes: Callable[[Path], bytes]
    also: Collection[str]
    parsed: dict[str, parsing.Parsed] = field(default_factory=dict)
    there: set[str] = field(default_factory=set)
    """The names of all files of the folder, and of those that the registry has from the folder above."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """What the checks say; what is wrong with a file alone stands in `parsed`."""

    def name(self, file: str) -> str:
        """A file's name as the user would write it."""
        return file if self.shown in ("", ".") else os.path.normpath(Path(self.shown) / file)

    def look_through(self, view: View) -> None:
        """Read what a change that was cut off is to make; one that cannot be finished is a diagnostic."""
        self.read_bytes, self.also = view.content, view.created()
        if view.plan.problem:
            parsed = self.parsed[files.PLAN] = parsing.Parsed(self.name(files.PLAN))
            parsed.say(parsed.position(()), UNFINISHED_CHANGE, f"{files.PLAN} {view.plan.problem}", view.plan.hint)

    def find(self, finding: Finding) -> None:
        """Turn a finding into a diagnostic at its line and column."""
        place, message, hint = finding.place, finding.message, finding.hint
        parsed = self.parsed.get(_where(place.file, self.there)) or parsing.Parsed(self.name(place.file))
        code, where = finding.code, parsed.position(place.path, of_key=finding.of_key)
        self.diagnostics.append(Diagnostic(parsed.name, *where, code.severity, code.slug, message, hint))

    def refuse(self, finding: Finding) -> None:
        """Add what validation refuses to the diagnostics of its own file, which is then known to be partly unread."""
        place = finding.place
        parsed = self.parsed[place.file]
        if parsed.lost and finding.code == WRONG_TYPE and parsed.has_null(place.path):
            return  # a list whose only items were left out after a syntax error
        parsed.say(parsed.position(place.path, of_key=finding.of_key), finding.code, finding.message, finding.hint)

    def parse(self, path: Path) -> parsing.Parsed:
        """Read and parse one file; a file that cannot be read is a diagnostic."""
        file = path.relative_to(self.folder).as_posix()
        name = self.name(file)
        if not files.inside(self.folder, path):
            parsed = parsing.Parsed(name)
            parsed.say(parsed.position(()), file_codes.LINK_OUTSIDE, f"{file} 是链接，指向登记册之外", "换成文件本身")
            self.parsed[file] = parsed
            return parsed
        try:
            data = self.read_bytes(path)
        except FileNotFoundError:
            parsed = parsing.Parsed(name)
            near = nearest(path.name, self._beside(path), most=1)
            hint = f"同一文件夹里有 {near[0]}，是不是它？" if near else "新建登记册用 dcgd init"
            parsed.say(parsed.position(()), file_codes.MISSING_FILE, f"没有文件 {file}", hint)
        except OSError as error:
            parsed = parsing.Parsed(name)
            parsed.say(parsed.position(()), file_codes.UNREADABLE_FILE, f"读不了 {file}：{why(error)}", "检查权限")
        else:
            parsed = parsing.parse(data, name)
        self.parsed[file] = parsed
        return parsed

    def _beside(self, path: Path) -> list[str]:
        try:
            beside = {entry.name for entry in path.parent.iterdir() if entry.suffix in (".yaml", ".yml")}
            return sorted(beside - {*files.REQUIRED, *files.OPTIONAL})
        except OSError:
            return []

    def validated(self, kind: type[T], data: Any, place: Place) -> T | None:
        """The entity that a record describes; None where it describes none, with the reasons among the diagnostics."""
        entity, findings = validated(kind, data, place)
        for finding in findings:
            self.refuse(finding)
        return entity

    def records(self, kind: type[T], file: str, key: str) -> Iterator[Filed[T]]:
        """The records of a file whose only key holds a list of them."""
        data = self.parse(self.folder / file).data
        if data is None:
            return
        if not isinstance(data, dict):
            self.refuse(WRONG_TYPE.at(Place(file, ()), "这里应是一组“键: 值”", f"以 {key}: 开头"))
            return
        self._shape(file, data, {key})
        entries = data.get(key)
        if entries is None:
            return  # the key is there with nothing under it, or its absence is said already
        if not isinstance(entries, list):
            self.refuse(WRONG_TYPE.at(Place(file, (key,)), "这里应是列表", "每条以“- ”开头"))
            return
        for index, entry in enumerate(entries):
            place = Place(file, (key, index))
            entity = self.validated(kind, entry, place)
            if entity is not None:
                yield Filed(entity, place)

    def _shape(self, file: str, data: dict[str, Any], keys: set[str]) -> None:
        place = Place(file, ())
        for key in keys - data.keys():
            self.refuse(MISSING_KEY.at(place, f"缺少键 {key}", f"补上 {key}: …"))
        for key in data.keys() - keys:
            near = nearest(key, sorted(keys), most=1)
            hint = f"是不是：{near[0]}？" if near else f"这个文件只有 {'、'.join(sorted(keys))}"
            self.refuse(EXTRA_KEY.at_key(place.at(key), f"不认识的键 {without_numbers(key)}", hint))

    def registry(self) -> Registry:
        """All files of the folder as one registry."""
        self.there = {*files.names(str(self.folder), self._closed), *self.also}
        self.there |= {*files.from_above(str(self.folder), self.there)}
        document, sections, tasks, broken = self._document()
        units = tuple(self.records(Unit, _where(files.UNITS, self.there), "units"))
        for name in self.there:
            self._stray(name)
        progress = sorted(name for name in self.there if name.startswith(files.PROGRESS) and files.is_read(name))
        reports = tuple(report for name in progress for report in self.records(Report, name, "reports"))
        return Registry(
            document=document,
            sections=tuple(sections),
            tasks=tuple(tasks),
            units=units,
            people=self._optional(Person, files.PEOPLE, "people"),
            rules=self._rules(),
            reports=reports,
            problems=self._optional(Problem, files.PROBLEMS, "problems"),
            notices=self._optional(Notice, files.NOTICES, "notices"),
            requests=self._optional(Request, files.REQUESTS, "requests"),
            papers=self._optional(Paper, files.PAPERS, "papers"),
            seals=self._optional(Seal, files.SEALS, "seals"),
            archives=frozenset(filter(files.is_archive, self.there)),
            broken=frozenset(broken),
            broken_tasks=self._broken(files.TASKS),
            broken_units=self._broken(files.UNITS),
            broken_people=self._broken(files.PEOPLE),
        )

    def _optional(self, kind: type[T], file: str, key: str) -> tuple[Filed[T], ...]:
        """The records of a file that need not be there."""
        name = _where(file, self.there)
        return tuple(self.records(kind, name, key)) if name in self.there else ()

    def _closed(self, folder: str, error: OSError) -> None:
        """A folder of reports that cannot be looked into is a diagnostic, never silence."""
        if folder.split("/", maxsplit=1)[0] == files.PROGRESS:
            parsed = self.parsed[folder] = parsing.Parsed(self.name(folder))
            parsed.say(
                parsed.position(()), file_codes.UNREADABLE_FILE, f"读不了文件夹 {folder}：{why(error)}", "检查权限"
            )

    def _stray(self, file: str) -> None:
        """A file that looks like data and is not read is a diagnostic, too."""
        finding = stray(file)
        if finding:
            self.find(finding)

    def _broken(self, file: str) -> bool:
        """Whether a file that is there has errors of its own, so that something in it may be unread."""
        parsed = self.parsed.get(_where(file, self.there))
        return parsed is not None and bool(parsed.data is None or parsed.lost or has_errors(parsed.diagnostics))

    def _rules(self) -> Rules:
        name = _where(files.RULES, self.there)
        data = self.parse(self.folder / name).data if name in self.there else None
        rules = self.validated(Rules, data, Place(name, ())) if data is not None else None
        return rules or Rules()

    def _document(self) -> tuple[Document | None, list[Filed[Heading]], list[FiledTask], list[int]]:
        file = files.TASKS
        parsed = self.parse(self.folder / file)
        headings: list[Filed[Heading]] = []
        tasks: list[FiledTask] = []
        broken = [
            int(number) for lost in parsed.lost for number in re.findall(r"^ *- number: *(\d{1,6}) *$", lost, re.M)
        ]
        data = parsed.data
        if not isinstance(data, dict):
            if data is not None:
                hint = "以 document: 和 sections: 开头"
                self.refuse(WRONG_TYPE.at(Place(file, ()), "这里应是一组“键: 值”", hint))
            return None, headings, tasks, broken
        self._shape(file, data, {"document", "sections"})
        document = (
            self.validated(Document, data["document"], Place(file, ("document",))) if "document" in data else None
        )
        sections = data.get("sections")
        if sections is not None and not isinstance(sections, list):
            self.refuse(WRONG_TYPE.at(Place(file, ("sections",)), "这里应是列表", "每章以“- number:”开头"))
            sections = None
        for index, section in enumerate(sections or []):
            self._section(section, Place(file, ("sections", index)), headings, tasks, broken)
        return document, headings, tasks, broken

    def _section(
        self, data: Any, place: Place, headings: list[Filed[Heading]], tasks: list[FiledTask], broken: list[int]
    ) -> None:
        entries = data.get("tasks") if isinstance(data, dict) else None
        # The heading is validated without its tasks: each of them is validated on its own.
        shell = {key: value for key, value in data.items() if key != "tasks"} if isinstance(data, dict) else data
        section = self.validated(Heading, shell, place)
        if section is not None:
            headings.append(Filed(section, place))
        if isinstance(data, dict) and "tasks" in data and not isinstance(entries, list):
            hint = "每项任务以“- number:”开头；没有就写 []"
            self.refuse(WRONG_TYPE.at(place.at("tasks"), "这里应是列表", hint))
        name = section.number if section else str(data.get("number", "")) if isinstance(data, dict) else ""
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            here = place.at("tasks", index)
            task = self.validated(Task, entry, here)
            if task is not None:
                tasks.append(FiledTask(task, here, name))
            else:
                number = entry.get("number") if isinstance(entry, dict) else None
                # A task whose very number cannot be read is taken for the one that follows.
                before = max(broken[-1:] + [filed.entity.number for filed in tasks[-1:]], default=0)
                broken.append(number if isinstance(number, int) else before + 1)
