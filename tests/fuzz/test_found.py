"""What fuzzing has found stays found: each file here is a case of the target its name begins with."""

import importlib.util
import time
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz", ROOT / "tools" / "fuzz.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FUZZ = _tool()
CASES = sorted(path for path in HERE.iterdir() if path.name.partition("-")[0] in FUZZ.TARGETS)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_found_case_is_refused_or_read(case: Path) -> None:
    begun = time.process_time()
    FUZZ.TARGETS[case.name.partition("-")[0]](case.read_bytes())
    assert time.process_time() - begun < FUZZ.SECONDS


@pytest.mark.parametrize("target", FUZZ.TARGETS)
def test_where_fuzzing_begins_is_no_failure(target: str) -> None:
    corpus = FUZZ.corpus(target)
    assert corpus
    for data in corpus[:: max(1, len(corpus) // 25)]:
        FUZZ.TARGETS[target](data)
