"""dcgd: a supervision office's year as a command-line tool over a version-controlled YAML registry."""

__version__ = "1.0.0"
