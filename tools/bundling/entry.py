"""Where the frozen program begins: `dcgd`, or as the Python that it carries, for the processes that dcgd starts.

dcgd reads untrusted documents in processes of their own, `sys.executable -P -c …`. In a frozen folder that is the
program itself.
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
if sys.argv[1:2] in (["-P"], ["-I"]) and sys.argv[2:3] == ["-c"]:
    code, sys.argv[:] = sys.argv[3], ["-c", *sys.argv[4:]]
    exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
else:
    from dcgd.cli.front import main

    main()
