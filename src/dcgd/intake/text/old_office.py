"""Tell which old Office or WPS file it is whose bytes begin as those of all of them do."""

from dcgd.errors import Unreadable

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_OTHERS = (
    ("PowerPoint Document", "演示文稿", "请把里面的文字存成 .docx"),
    ("__substg1.0_", "邮件（.msg）", "请把邮件的附件另存出来，或把正文存成 .txt"),
    ("VisioDocument", "Visio 图", "请把图里的文字存成 .docx"),
)
"""Streams of files that are no documents: what they are, and the way out."""
_WORD_HEAD = b"\xec\xa5\xc1\x00"
"""How the stream of a Word file begins; its twelfth byte says by its lowest bit that it is encrypted."""
NEWER = {"doc": "docx", "xls": "xlsx"}
_KINDS = {"doc": "旧版 Word（.doc）或 WPS 文件", "xls": "旧版 Excel（.xls）或 WPS 表格"}


def is_old(data: bytes) -> bool:
    """Whether bytes begin as those of an old Office or WPS file."""
    return data.startswith(_OLE)


def kind_of(data: bytes) -> str:
    """`doc` or `xls`; raises Unreadable for what is locked by a password, and for what is neither."""
    if _ENCRYPTED in data or _is_locked(data):
        raise Unreadable("这个文件加了密码；请打开后去掉密码另存，再导入")
    for stream, name, way in _OTHERS:
        if stream.encode("utf-16-le") in data:
            raise Unreadable(f"这是{name}，不是文件；{way}再导入")
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return "doc"


def _is_locked(data: bytes) -> bool:
    at = data.find(_WORD_HEAD)
    while 0 <= at < len(data) - 12:
        if at % 512 == 0:
            return bool(data[at + 11] & 1)
        at = data.find(_WORD_HEAD, at + 1)
    return False


def way_out(data: bytes, failed: bool = False) -> str:
    """What to say of an old file that is not read: what it is, and how to read it all the same."""
    kind = kind_of(data)
    tried = "，LibreOffice 没有读成，可能已损坏或加了密码；" if failed else "；装了 LibreOffice 就直接读，没有装的，"
    return f"这是{_KINDS[kind]}{tried}请在 Word 或 WPS 里另存为 .{NEWER[kind]} 再导入"
