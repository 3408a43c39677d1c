"""Where the frozen program begins: `dcgd`, or as the Python that it carries, for the processes that it starts.

dcgd reads untrusted documents in processes of their own (`sys.executable -P -c …`), and many registries in several at
once. In a frozen folder `sys.executable` is the program itself.
"""

import os
import sys


def _as_before() -> None:
    """Take back what the folder put into the environment to find its libraries: git and others have their own.

    That it was started already is taken back, too: else the processes of its own would not look for them.
    """
    for name in [name for name in os.environ if name.startswith("_PYI_")]:
        del os.environ[name]
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    elif sys.platform == "linux":
        os.environ.pop("LD_LIBRARY_PATH", None)


if hasattr(sys, "_MEIPASS"):
    _as_before()
_flags = next((at for at, word in enumerate(sys.argv[1:], 1) if not (word[:1] == "-" and word[1:2].isupper())), 0)
if sys.argv[1:2] == ["--multiprocessing-fork"]:
    from multiprocessing.spawn import freeze_support

    freeze_support()
elif _flags and sys.argv[_flags] == "-c" and sys.argv[_flags + 1 :]:
    code, sys.argv[:] = sys.argv[_flags + 1], ["-c", *sys.argv[_flags + 2 :]]
    exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
else:
    from dcgd.__main__ import main

    main()
