"""The pictures among the files that `dcgd import` was given: each page is recognised, within its bounds."""

from collections.abc import Sequence
from typing import NamedTuple

from dcgd.cli.console import say
from dcgd.errors import Stopped, Unreadable
from dcgd.intake.text.bundle import File, natural
from dcgd.intake.text.recognise import (
    MEGABYTES,
    MOST_PAGES,
    PICTURE,
    SECONDS,
    is_installed,
    pictured_pages,
    recognised,
)
from dcgd.intake.text.scan import ScannedPage
from dcgd.publish.scan_page import Shown, scan_page
from dcgd.source.bounded import Worker, patience


class _Page(NamedTuple):
    """A page that is a picture: its file, its number in it (from 1)."""

    file: File
    number: int


def with_scans(files: Sequence[File]) -> list[File]:
    """The files, with what is recognised on their pages that are pictures; single pictures become pages of one file.

    Pictures in a package that holds documents too stay as they are: what is not read of a package is told. Without the
    extra all stay as they are. Raises Unreadable, and Stopped for a file whose pages cannot be counted in time.
    """
    if not is_installed():
        return list(files)
    documents_packed = any(file.packed and not PICTURE.match(file.data) for file in files)
    pictures = [file for file in files if PICTURE.match(file.data) and not (file.packed and documents_packed)]
    pictures.sort(key=lambda file: natural(file.name))
    with Worker(MEGABYTES) as worker:
        made: list[File] = []
        for file in files:
            if file in pictures:
                if file is pictures[0]:
                    pages = [page for picture in pictures for page in _pages(worker, picture)]
                    made.append(file._replace(scans=_recognised(worker, pages, together=True)))
            elif file.data[:1024].lstrip().startswith(b"%PDF-"):
                made.append(file._replace(scans=_recognised(worker, _pages(worker, file), together=False)))
            else:
                made.append(file)
        return made


def _pages(worker: Worker, file: File) -> list[_Page]:
    return [_Page(file, index + 1) for index in worker.call(pictured_pages, file.data)]


def _recognised(worker: Worker, pages: Sequence[_Page], *, together: bool) -> tuple[tuple[int, ScannedPage], ...]:
    """What is recognised on pages; `together` are pages of pictures, each of which must be read, counted through."""
    if len(pages) > MOST_PAGES:
        raise Unreadable(f"有 {len(pages)} 页扫描件，一次最多识别 {MOST_PAGES} 页；拆开，分几次导入")
    scans: list[tuple[int, ScannedPage]] = []
    for at, page in enumerate(pages):
        say(f"识别 {page.file.name or '标准输入'} 第 {page.number} 页（{at + 1}/{len(pages)}）")
        try:
            scan = worker.call(recognised, page.file.data, page.number - 1, seconds=max(SECONDS, patience()))
        except (Stopped, Unreadable) as error:
            if together:
                raise Unreadable(f"{page.file.name} 第 {page.number} 页：{error}") from error
            say(f"第 {page.number} 页没有读：{error}")
        else:
            scans.append((at if together else page.number - 1, scan))
    return tuple(scans)


def report_page(files: Sequence[File], title: str, text: str) -> str | None:
    """A page with pictures of the lines that were recognised, to be compared; `text` is what the files were read as.

    None where nothing was recognised.
    """
    lines = [line.lstrip("\f") for line in text.split("\n")]
    shown = []
    last = 0
    for file in files:
        for index, scan in file.scans:
            for line in scan.lines:
                bare = line.text.replace("\t", " ")
                ahead = (at for at in (*range(last, len(lines)), *range(last)) if bare in lines[at])
                at = next(ahead, -1)
                last = at if at >= 0 else last
                shown.append(Shown(index + 1, at + 1, line))
    return scan_page(title, shown) if shown else None
