"""Changes of what every kind of record may carry: a note, the mark of a draft."""

from collections.abc import Iterator
from typing import Any

from dcgd.diagnostics import Place
from dcgd.model.links import LINK_KEYS, referred
from dcgd.model.papers import number_key
from dcgd.registry.diff.kinds import Change, change
from dcgd.registry.words import marked


def note_change(subject: str, old: Any, new: Any, place: Place, title: str = "") -> Iterator[Change]:
    """The change of a record's note, to the word."""
    if old.note != new.note:
        detail = marked(old.note or "", new.note or "")
        yield change("note-changed", subject, place.at("note"), title=title, detail=detail)


def mark_change(mark: str, subject: str, old: Any, new: Any, place: Place, title: str = "") -> Iterator[Change]:
    """The change of a mark (true or false) of a record."""
    was, now = (f"{mark}: {str(getattr(record, mark)).lower()}" for record in (old, new))
    if was != now:
        yield change("mark-changed", subject, place.at(mark), title=title, before=was, after=now)


def weight_change(subject: str, old: Any, new: Any, place: Place, title: str = "") -> Iterator[Change]:
    """The change of what a task or an item weighs."""
    if old.weight != new.weight:
        before, after = str(old.weight), str(new.weight)
        yield change("weight-changed", subject, place.at("weight"), title=title, before=before, after=after)


def link_change(subject: str, old: Any, new: Any, place: Place, title: str = "") -> Iterator[Change]:
    """The change of what a task or an item refers to in other documents; how brackets are written is none."""
    for key in LINK_KEYS:
        was, now = (referred(record, key) for record in (old, new))
        if list(map(number_key, was)) != list(map(number_key, now)):
            before, after = (f"{key}: {'、'.join(links) or '无'}" for links in (was, now))
            yield change("links-changed", subject, place.at(key), title=title, before=before, after=after)
