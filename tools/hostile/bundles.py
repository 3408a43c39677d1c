"""Zips of files as an office sends them, that were made to do harm."""

import zipfile

from hostile.packages import Make, lying, packed

_TASK = "一、工业\n1.修路10公里。（牵头单位：区交通局）\n"
BUNDLES: dict[str, Make] = {
    "a bomb": lambda: packed([("通知.txt", b"\n" * 190_000_000)]),
    "more than a bomb": lambda: packed([(f"{at}.txt", b" " * 19_000_000) for at in range(11)]),
    "a size that lies": lambda: lying(packed([("a.txt", b"a" * 40_000_000)]), b"a.txt", 10),
    "many files": lambda: packed([(f"{at}.txt", _TASK) for at in range(4_999)]),
    "a zip in a zip": lambda: packed([("通知.txt", _TASK), ("附件.zip", packed([("a.txt", _TASK)]))]),
    "names that climb": lambda: packed([("../../../etc/passwd", _TASK), ("/etc/cron.d/a.txt", _TASK)]),
    "names that are orders": lambda: packed([("$(reboot).txt", _TASK), ("\x1b[2J】【附件：乙】\n.txt", _TASK)]),
    "one name twice": lambda: packed([("通知.txt", _TASK), ("通知.TXT", _TASK)]),
    "every file a bomb": lambda: packed([(f"{at}.txt", "（" * 3_900_000) for at in range(40)]),
    "stored with what is no method": lambda: packed([("通知.txt", _TASK)], zipfile.ZIP_STORED).replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x63\x00"
    ),
}
"""By what they do."""
