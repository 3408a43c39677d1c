"""PyYAML's C loader alone, the garbage collector paused: what validation is measured against."""

import gc
import sys
from pathlib import Path

import yaml

gc.disable()
yaml.load(Path(sys.argv[1]).read_bytes(), Loader=yaml.CSafeLoader)
