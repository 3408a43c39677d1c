"""All official texts of a registry as one document: sections and tasks are counted through."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dcgd.data_words import DocumentType
from dcgd.diagnostics import Place
from dcgd.intake.draft.result import Draft, Origin
from dcgd.intake.text.body import Body, build_body
from dcgd.intake.text.glyphs import ALIKE
from dcgd.model import Section
from dcgd.naming import chinese_number
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.files import TASKS
from dcgd.registry.official import run_of
from dcgd.source.decoding import position


def is_added_to(registry: Registry) -> bool:
    """Whether it is a year's registry, of which a text says one meeting: it has a number and a title of its own."""
    document = registry.document
    return document is not None and document.type is not DocumentType.CIRCULAR


@dataclass(frozen=True, slots=True)
class OfficialTask(FiledTask):
    """A task of an official text, and the file it stands in and where in it.

    `follows` says whether the number that the text gives it, if any, leaves none out after the one before it.
    """

    file: str
    origin: Origin
    follows: bool


class Official:
    """All official texts as one document: sections and tasks are counted through."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """`texts` by the names of their files."""
        self.texts = texts
        self.run = run_of(texts).text
        self.squeezed = squeezed(self.run)
        self.drafts: list[Draft] = []
        self.sections: list[Section] = []
        self.tasks: list[OfficialTask] = []
        self._bodies: dict[str, Body] = {}

    @classmethod
    def of(cls, registry: Registry, drafts: Mapping[str, tuple[str, Draft]]) -> "Official":
        """The texts of a registry, each with its draft.

        Those of meetings stand where their sections do, counted on behind the ones before, which may have no text;
        others follow one another by name.
        """
        official = cls({name: text for name, (text, _) in drafts.items()})
        places = {(squeezed(filed.entity.title), filed.entity.issued): at for at, filed in enumerate(registry.sections)}

        def place(name: str) -> int:
            sections = drafts[name][1].sections
            known = (places.get((squeezed(section.title), section.issued)) for section in sections)
            return next((at for at in known if at is not None), len(places))

        meetings = is_added_to(registry)
        for name in sorted(drafts, key=place) if meetings else drafts:
            at = place(name) if meetings else len(places)
            official.add(name, drafts[name][1], _before(registry, at) if at < len(places) else None)
        return official

    def add(self, name: str, drafted: Draft, behind: tuple[int, int] | None = None) -> None:
        """Add a text; `behind` says how many sections and tasks are before it, by default those of the texts so far."""
        origins = iter(drafted.origins)
        chapters, before = behind or (len(self.sections), len(self.tasks))
        last = 0
        numbered = [(at, origin.number) for at, origin in enumerate(drafted.origins, 1) if origin.number]
        counts_through = sum(at == number for at, number in numbered) * 2 > len(numbered)
        for at, section in enumerate(drafted.sections, chapters + 1):
            number = chinese_number(min(at, 999))
            self.sections.append(Section(number=number, title=section.title))
            for task in section.tasks:
                origin = next(origins)
                counted = replace(task, number=before + task.number)
                follows = not counts_through or origin.number in range(last + 2) or origin.number == task.number
                last = origin.number or last
                self.tasks.append(OfficialTask(counted, Place(TASKS, ()), number, name, origin, follows))
        self.drafts.append(drafted)

    def place(self, task: OfficialTask, offset: int = 0) -> tuple[str, int, int]:
        """File, line and column (from 1) of the character at this offset of a task's text."""
        if task.file not in self._bodies:
            self._bodies[task.file] = build_body(self.texts[task.file])
        body = self._bodies[task.file]
        places = (place for start, end in task.origin.kept for place in range(start, end))
        at = task.origin.kept[0][0]
        for char in task.entity.text[: offset + 1].replace("\n", ""):
            at = next((place for place in places if body.text[place] == char), at)
        return (task.file, *position(self.texts[task.file], body.origin[at]))


def _before(registry: Registry, at: int) -> tuple[int, int]:
    """How many sections and tasks of a registry are before the section at an index."""
    earlier = {filed.entity.number for filed in registry.sections[:at]}
    return at, sum(filed.section in earlier for filed in registry.tasks)


def squeezed(text: str) -> str:
    """Text without blanks, with one character for those that look alike (full and half width)."""
    return "".join(text.translate(ALIKE).split())
