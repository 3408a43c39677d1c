"""`dcgd` and `python -m dcgd`."""

import gc

# Nothing that importing makes is garbage; looking for it takes a twentieth of a short command's time.
gc.disable()
from dcgd.cli.front import main  # noqa: E402

gc.enable()

if __name__ == "__main__":
    main()
