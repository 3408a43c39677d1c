"""A document without numbers: short lines head the paragraphs below them, which say who is responsible."""

from dataclasses import dataclass, field
from itertools import pairwise

from dcgd.intake.phrases.spoken import find_spoken
from dcgd.intake.phrases.statements import Statement, find_statements
from dcgd.intake.text.body import Body

_LONGEST = 25
_FEWEST = 2
"""Parts that name units at the least, before short lines count as headings."""
_STOPS = "。；：，、！？,;:"


@dataclass(slots=True)
class Headed:
    """A heading, which ends at `matter`, with all up to the next one, and the statements in it."""

    start: int
    matter: int
    end: int
    statements: list[Statement] = field(default_factory=list)

    def names_units(self) -> bool:
        """Whether anything in it names a unit."""
        return any(statement.names_units for statement in self.statements)


def headed_parts(body: Body, tail: int, year: int) -> list[Headed]:
    """The parts of a text without numbers, from the first that names units on; none where too few do.

    Of a part that names none in brackets or behind a label, the running text is heard. `year` completes dates.
    """
    heads = [at for at, line in enumerate(body.lines) if at and line.end < tail and _is_heading(body, at)]
    bounds = [*(body.lines[at].start for at in heads), tail]
    parts: list[Headed] = []
    for at, (start, end) in zip(heads, pairwise(bounds), strict=True):
        matter = body.lines[at].end
        said = find_statements(body, matter, end, year)
        if not any(statement.names_units for statement in said):
            spoken = find_spoken(body.text, matter, end)
            said += [Statement(end, end, spoken)] if spoken else []
        parts.append(Headed(start, matter, end, said))
    named = [at for at, part in enumerate(parts) if part.names_units()]
    return parts[named[0] :] if len(named) >= _FEWEST else []


def _is_heading(body: Body, at: int) -> bool:
    """Whether a line is short, without any stop, and a sentence follows it."""
    line, text = body.lines[at], body.text[body.lines[at].start : body.lines[at].end]
    if line.cells or not 3 <= len(text) <= _LONGEST or any(stop in text for stop in _STOPS):
        return False
    before, after = body.lines[at - 1], body.lines[at + 1] if at + 1 < len(body.lines) else line
    apart = line.spaced or body.text[before.end - 1] in "。）)；"
    return apart and not after.cells and any(stop in body.text[after.start : after.end] for stop in "。；，：:")
