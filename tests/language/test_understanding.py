"""That the reader understands messages that others wrote; thresholds a little under what it reaches.

The frozen set is only counted here: no test prints any of its messages.
"""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

_BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "understanding.py"

SINGLE = "single-facet questions: exactly right"
MULTI = "multi-facet questions: exactly right"
REVEALED = "messages where something unasked would be revealed"
THRESHOLDS = {
    "dev": (0.975, 0.96, 0.01),
    "dev2": (0.945, 0.95, 0.02),
    "dev3": (0.95, 0.965, 0.015),
    "dev4": (0.97, 0.97, 0.015),
    "dev5": (0.96, 0.97, 0.02),
    "dev6": (0.97, 0.95, 0.015),
    # The aims are 0.95, 0.90 and 0.02. These hold what is reached; raise them as it improves, never lower them.
    "frozen": (0.93, 0.875, 0.047),
    "bundles-dev": (0.88, 0.88, 0.072),
    "bundles-dev2": (0.87, 0.86, 0.084),
    "bundles-frozen": (0.72, 0.66, 0.072),
}


def _benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("understanding", _BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _shares(name: str) -> dict[str, float]:
    benchmark = _benchmark()
    return {aim: right / total for aim, (right, total) in benchmark.figures(benchmark.load(name)).items()}


@pytest.mark.parametrize("name", THRESHOLDS)
def test_questions_are_understood(name: str) -> None:
    single, multi, revealed = THRESHOLDS[name]
    shares = _shares(name)
    assert shares[SINGLE] >= single
    assert shares[MULTI] >= multi
    assert shares[REVEALED] <= revealed


@pytest.mark.parametrize("name", ["dev5", "dev6"])
def test_long_guesses_are_told_from_questions(name: str) -> None:
    shares = _shares(name)
    assert shares["proposals: facet found"] >= 0.9
    assert shares["speech act right"] >= 0.97


@pytest.mark.parametrize("name", ["dev", "dev2", "dev3", "dev4"])
def test_everything_else_is_told_from_questions(name: str) -> None:
    shares = _shares(name)
    for act in ("chitchat", "statement", "other_question", "open_question"):
        assert shares[f"{act}: nothing asked"] >= 0.95
    assert shares["proposals: facet found"] >= 0.96
    assert shares["speech act right"] >= 0.95
    assert shares["offers of alternatives told apart"] >= 0.82
