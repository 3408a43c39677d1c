"""Brings a lake up to date: looks at every registry, writes what has changed, then lets the new list take over."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from dcgd.errors import Busy
from dcgd.index.freshness import Source
from dcgd.publish.lake.manifest import UNFINISHED, Manifest, Written, outdated
from dcgd.publish.lake.mapping import Mapping
from dcgd.publish.lake.place import Place
from dcgd.publish.lake.plan import Batch, Seen, batches, seen
from dcgd.publish.lake.writing import write_batch

_LOOKED_AT = 32
"""So many registries are looked at in one go."""
Progress = Callable[[str, int, int], None]
"""Told what is done, how many bytes of it and of how many."""
LOOKING, WRITING = "看登记册", "写湖"


class Exported(NamedTuple):
    """The lake as it is now, and how many of its batches were written anew."""

    manifest: Manifest
    anew: int


def export(
    sources: Sequence[Source], place: Place, day: date, written: str, mapping: Mapping, progress: Progress
) -> Exported:
    """Make the lake that of these registries as of a day. `written`: this moment, for the list.

    Whoever reads the lake sees it as it was until it is done, and as it is then. What was written before an export was
    cut off is not written again. Raises OSError and WrongUse of the address, Busy where another export was quicker.
    """
    old, before = place.manifest(), place.unfinished()
    planned = batches(_looked_at(sources, mapping, progress))
    known = [*old.batches, *old.retired, *before.batches]
    done: list[Written] = []
    missing: list[Batch] = []
    for batch in planned:
        served = next((one for one in known if one.serves(batch, day)), None)
        if served is None:
            missing.append(batch)
        else:
            done.append(served)
    missing.sort(key=lambda batch: -batch.size)
    sizes = {(batch.year, batch.part): batch.size for batch in missing}
    size, total = 0, sum(sizes.values())
    unfinished = [*before.batches]
    write = partial(write_batch, place=place, day=day, generation=old.generation + 1)
    for batch_written in mapping(write, missing):
        done.append(batch_written)
        unfinished.append(batch_written)
        place.put(Manifest(old.generation, day.isoformat(), written, tuple(unfinished)), UNFINISHED)
        size += sizes[batch_written.year, batch_written.part]
        progress(WRITING, size, total)
    if tuple(sorted(done)) == old.batches and old.as_of == day.isoformat():
        return Exported(old, 0)
    if place.manifest().generation != old.generation:
        raise Busy(f"{place.address}：别的程序同时在写这个湖，先写完了；再来一次，只写还不同的")
    new = old.followed_by(done, day, written)
    place.put(new)
    place.remove(outdated(old, unfinished, new))
    place.remove([UNFINISHED])
    return Exported(new, len(missing))


def _looked_at(sources: Sequence[Source], mapping: Mapping, progress: Progress) -> list[Seen]:
    chunks = [sources[start : start + _LOOKED_AT] for start in range(0, len(sources), _LOOKED_AT)]
    looked: list[Seen] = []
    for some in mapping(_seen, chunks):
        looked += some
        progress(LOOKING, len(looked), len(sources))
    return looked


def _seen(sources: Sequence[Source]) -> list[Seen]:
    return [seen(source) for source in sources]
