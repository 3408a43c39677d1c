"""Where a lake lies: a folder, or any address that fsspec knows."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Self, TypeVar

from dcgd.errors import UserError, WrongUse
from dcgd.publish.lake.manifest import EMPTY, NAME, UNFINISHED, Manifest, from_text, to_text
from dcgd.source import files

T = TypeVar("T")


class Place:
    """The files at an address, by their paths in it. What fails there is OSError or WrongUse."""

    def __init__(self, address: str) -> None:
        """Raises WrongUse for an address that is none, or that needs a library which is not installed."""
        from fsspec.core import url_to_fs

        self.address = address
        self._fs: Any
        self._fs, self._root = self._told(lambda: url_to_fs(address))
        self.is_local = "file" in _protocols(self._fs)
        """Whether it is a folder that this computer sees."""
        self.is_shared = "memory" not in _protocols(self._fs)
        """Whether other processes see it."""
        self._elsewhere = self._root if self.is_local else address
        """The address as a process in another folder has to name it."""

    def manifest(self) -> Manifest:
        """The list of what counts; EMPTY where there is none. Raises Unreadable for one that is broken."""
        return self._listed(NAME)

    def unfinished(self) -> Manifest:
        """The list of what exports that did not end have written."""
        return self._listed(UNFINISHED)

    def put(self, manifest: Manifest, name: str = NAME) -> None:
        """Put a list in its place: in a folder by one rename, elsewhere as the address writes one file."""
        data = to_text(manifest)
        if self.is_local:
            files.replace(Path(self._at(name)), data)
        else:
            self._told(lambda: self._fs.pipe_file(self._at(name), data))

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files; those that are not there any more are well removed."""
        for path in paths:
            if self._told(lambda path=path: self._fs.exists(self._at(path))):  # type: ignore[misc]
                self._told(lambda path=path: self._fs.rm_file(self._at(path)))  # type: ignore[misc]

    @contextmanager
    def writing(self, path: str) -> Iterator[BinaryIO]:
        """A file to be written, on the disk when the block has ended where that can be had."""
        where = self._at(path)
        self._told(lambda: self._fs.makedirs(where.rpartition("/")[0], exist_ok=True))
        if self.is_local:
            with Path(where).open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            return
        with self._told(lambda: self._fs.open(where, "wb")) as file:
            yield file

    def dataset(self, paths: list[str], table: str) -> Any:
        """Files of one table as one data set of Arrow, with the year that stands in their paths as a column."""
        from pyarrow import dataset

        hive = dataset.partitioning(flavor="hive")
        places = [self._at(path) for path in paths]
        base = self._at(table)
        return self._told(
            lambda: dataset.dataset(
                places, filesystem=self._fs, format="parquet", partitioning=hive, partition_base_dir=base
            )
        )

    def _listed(self, name: str) -> Manifest:
        if not self._told(lambda: self._fs.exists(self._at(name))):
            return EMPTY
        data = self._told(lambda: self._fs.cat_file(self._at(name)))
        try:
            return from_text(data)
        except UserError as error:
            raise type(error)(f"{self.address} 的 {name} {error}") from None

    def _at(self, path: str) -> str:
        return f"{self._root.rstrip('/')}/{path}"

    def _told(self, ask: Callable[[], T]) -> T:
        """What an address answers; what its library raises is told of the address."""
        try:
            return ask()
        except (OSError, UserError):
            raise
        except ImportError as error:
            raise WrongUse(f"{self.address}：读写这种地址要先装它的库（{error}）") from None
        except Exception as error:  # each of these libraries has errors of its own
            raise WrongUse(f"{self.address}：{type(error).__name__}：{error}") from None

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (self._elsewhere,)


def _protocols(filesystem: Any) -> tuple[str, ...]:
    said = filesystem.protocol
    return (said,) if isinstance(said, str) else tuple(said)
