"""In what stands around the program, too, a name says what it holds; files where it does not are listed, and fewer."""

import ast
from pathlib import Path

from test_house import AROUND, BARE, ROOT, text_of

LISTED = Path(__file__).with_name("bare_names.txt")
"""Files whose names are still bare, one a line: whoever mends one takes it off the list."""


def has_bare_names(text: str) -> bool:
    nodes = list(ast.walk(ast.parse(text)))
    given = {node.id for node in nodes if isinstance(node, ast.Name)}
    return not BARE.isdisjoint(given | {node.arg for node in nodes if isinstance(node, ast.arg)})


def test_only_the_files_of_a_list_that_grows_shorter_have_bare_names() -> None:
    # Most files have none of the words: they need not be parsed.
    suspect = (path for path in AROUND if any(word in text_of(path) for word in BARE))
    bare = {path.relative_to(ROOT).as_posix() for path in suspect if has_bare_names(text_of(path))}
    assert bare == set(LISTED.read_text(encoding="utf-8").split())


def test_a_bare_name_is_seen_wherever_it_is_given() -> None:
    assert has_bare_names("found = 1")
    assert has_bare_names("[each.x for each in y]")
    assert has_bare_names("lambda thing: 1")
    assert not has_bare_names("'found each thing'\ny.found(x)")
