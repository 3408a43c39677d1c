"""`dcgd` and `python -m dcgd`."""

import gc
import signal

# Until `main` can say so in words, Ctrl-C ends the program without any.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
# Nothing that importing makes is garbage; looking for it, at the end too, takes a tenth of a short command's time.
gc.disable()
from dcgd.cli.front import main as main  # noqa: E402, PLC0414

gc.freeze()
gc.enable()

if __name__ == "__main__":
    main()
