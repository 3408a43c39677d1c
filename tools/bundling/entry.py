"""Where the frozen program begins: `dcgd`, or as the Python that it carries, for the processes that it starts.

dcgd reads untrusted documents in processes of their own (`sys.executable -P -c …`), and many registries in several at
once. In a frozen folder `sys.executable` is the program itself.
"""

import os
import sys


def _as_before(name: str) -> None:
    """Take back what the folder put into the environment to find its libraries: git and others have their own."""
    before = os.environ.pop(f"{name}_ORIG", None)
    if before is not None:
        os.environ[name] = before
    elif hasattr(sys, "_MEIPASS"):
        os.environ.pop(name, None)


_as_before("LD_LIBRARY_PATH")
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
