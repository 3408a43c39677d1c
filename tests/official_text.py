"""The official text of the shipped registry, read by a parser that shares nothing with the program.

It keeps the source's own blanks, joins lines and pages with nothing, and takes the bracket of responsible units off the
end, whatever kind of brackets it is in.
"""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SOURCE = (ROOT / "data/source/dongzhengban-2023-11.md").read_text(encoding="utf-8")


class Official(NamedTuple):
    section: str
    text: str
    leads: list[str]
    participants: list[str]


BRACKET = re.compile(r"[（(]牵头单位：(?P<leads>[^，；）)]*)(?:[，；]参与单位：(?P<participants>[^）)]*))?[）)]$")


def official() -> tuple[dict[str, str], dict[int, Official]]:
    """The sections' titles by number, and the tasks by number, as the official text has them."""
    sections: dict[str, str] = {}
    bodies: dict[int, tuple[str, str]] = {}
    for paragraph in SOURCE.split("\n\n"):
        words = paragraph.strip().replace("\n", "")
        heading = re.fullmatch(r"#{2,4} ([一二三四五六七八九十]+)、(.*)", words)
        numbered = re.match(r"(\d{1,2})\.\s*(?=\S)", words)
        if heading:
            sections[heading[1]] = heading[2]
        elif sections and numbered and int(numbered[1]) == len(bodies) + 1:
            bodies[len(bodies) + 1] = list(sections)[-1], words[numbered.end() :]
        elif bodies:
            section, before = bodies[len(bodies)]
            bodies[len(bodies)] = section, before + words
    tasks = {}
    for number, (section, body) in bodies.items():
        bracket = BRACKET.search(body)
        text = body[: bracket.start()] if bracket else body
        leads, participants = (bracket["leads"], bracket["participants"]) if bracket else ("", "")
        tasks[number] = Official(
            section, text, leads.split("、") if leads else [], participants.split("、") if participants else []
        )
    return sections, tasks


SECTIONS, OFFICIAL = official()
