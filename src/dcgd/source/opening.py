"""What one mapping at the top of a YAML text says, without reading what comes after it."""

from collections.abc import Iterator
from contextlib import suppress

import yaml


def scalars_of(text: str, key: str) -> dict[str, str]:
    """The plain values of the mapping under a top-level key, by their keys.

    Empty where there is no such mapping; where the text cannot be parsed any more, what was said until then.
    """
    said: dict[str, str] = {}
    with suppress(yaml.YAMLError):
        for path, value in _scalars(text):
            if path[0] == key and len(path) == 2:
                said.setdefault(path[1], value)
            elif said and path[0] != key:
                break
    return said


def _scalars(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each value that is no collection, under the keys that lead to it; the parts of a list have no name."""
    keys: list[str | None] = []  # of each open collection the key whose value comes next, None where a key does
    mappings: list[bool] = []
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.CollectionStartEvent):
            mappings.append(isinstance(event, yaml.MappingStartEvent))
            keys.append(None if mappings[-1] else "")
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            keys.pop()
            mappings.pop()
        elif not isinstance(event, yaml.NodeEvent) or not keys:
            continue
        elif mappings[-1] and keys[-1] is None:
            keys[-1] = event.value if isinstance(event, yaml.ScalarEvent) else ""
            continue
        elif isinstance(event, yaml.ScalarEvent):
            yield tuple(key or "" for key in keys), event.value
        if mappings and mappings[-1]:
            keys[-1] = None
