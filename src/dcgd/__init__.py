"""dcgd: a supervision office's year as a command-line tool over a version-controlled YAML registry."""

__version__ = "0.1.0"
