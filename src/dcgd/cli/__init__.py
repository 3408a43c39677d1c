"""The commands: parse options, call, render. Only this room knows the clock, the terminal and exit codes."""
