"""Two runs held side by side: refused where their protocols differ, paired by scenario where they do not."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tacit.errors import IncomparableError, UsageError
from tacit.reports._subject import subjects
from tacit.runs import ProtocolCard, RunFolder, read_scores
from tacit.scores import EpisodeScore, by_scenario
from tacit.stats import Comparison, Estimate, paired_difference


@dataclass(frozen=True, slots=True)
class MetricComparison:
    """One metric of two agents over shared scenarios; ``unit`` is "%", "$" or "" (a plain amount)."""

    name: str
    title: str
    unit: str
    mean_a: float
    mean_b: float
    difference: Estimate
    p: float


@dataclass(frozen=True, slots=True)
class RunComparison:
    """Agent ``a`` of one run against agent ``b`` of another, over ``shared`` scenarios."""

    a: str
    b: str
    n_a: int
    n_b: int
    shared: int
    metrics: tuple[MetricComparison, ...]

    def __getitem__(self, name: str) -> MetricComparison:
        return next(metric for metric in self.metrics if metric.name == name)


def compare_runs(
    a: RunFolder | str | Path, b: RunFolder | str | Path, agent_a: str | None = None, agent_b: str | None = None
) -> RunComparison:
    """Compare an agent of run ``a`` with one of run ``b``, scenario by scenario.

    Args:
        a, b: runs, or their folders' paths.
        agent_a, agent_b: agents by name; by default the first one under test of each run, else the scripted
            agent that the run's report is about.

    Raises:
        IncomparableError: the protocol cards differ; the message names every field with both values.
        UsageError: a run has no such agent, or no scenario was played by both.
    """
    a, b = RunFolder.at(a), RunFolder.at(b)
    if differences := _flat(a.manifest.card, b.manifest.card):
        raise IncomparableError(
            f"the runs followed different protocols: {'; '.join(differences)}; repeat one of them with the settings "
            "of the other"
        )
    name_a, mine = _of_agent(a, agent_a)
    name_b, theirs = _of_agent(b, agent_b)
    shared = {one.task for one in mine} & {one.task for one in theirs}
    if not shared:
        raise UsageError(f"{name_a!r} and {name_b!r} finished no scenario in common; let both runs finish (--resume)")
    metrics = tuple(_compared(name, title, unit, of, mine, theirs) for name, title, unit, of in _METRICS)
    return RunComparison(name_a, name_b, len(mine), len(theirs), len(shared), metrics)


def _flat(mine: ProtocolCard, theirs: ProtocolCard) -> list[str]:
    """Differing fields with both values; of a field that holds others, those that differ."""
    found: list[str] = []
    for name, (here, there) in mine.differences(theirs).items():
        if isinstance(here, dict) and isinstance(there, dict):
            found += [f"{name}.{k} {here.get(k)!r} against {there.get(k)!r}" for k in here if here[k] != there.get(k)]
        else:
            found.append(f"{name} {here!r} against {there!r}")
    return found


def _of_agent(folder: RunFolder, name: str | None) -> tuple[str, list[EpisodeScore]]:
    scores = [one for one in read_scores(folder) if one.variant == "vague" and one.ending.scored]
    played = {one.agent for one in scores}
    if name is None:
        name = next(iter(subjects(folder.manifest, played)), None)
    if name is None or name not in played:
        known = ", ".join(agent.name for agent in folder.manifest.agents if agent.name in played) or "none yet"
        raise UsageError(f"{str(folder.path)!r} has no finished episode of {name!r}; its agents are: {known}")
    return name, [one for one in scores if one.agent == name]


def _compared(
    name: str,
    title: str,
    unit: str,
    of: Callable[[EpisodeScore], float | None],
    mine: Sequence[EpisodeScore],
    theirs: Sequence[EpisodeScore],
) -> MetricComparison:
    a, b = by_scenario(mine, of), by_scenario(theirs, of)
    shared = [task for task in a if task in b]
    found: Comparison = paired_difference(a, b)
    return MetricComparison(name, title, unit, _mean(a, shared), _mean(b, shared), found.difference, found.p)


def _mean(values: Mapping[str, Sequence[float]], tasks: Sequence[str]) -> float:
    """Each scenario counts once, as in the difference."""
    return sum(sum(values[task]) / len(values[task]) for task in tasks) / len(tasks) if tasks else math.nan


def _precision(one: EpisodeScore) -> float | None:
    return one.hits / one.asked if one.asked else None


_METRICS: tuple[tuple[str, str, str, Callable[[EpisodeScore], float | None]], ...] = (
    ("full", "booked right", "%", lambda one: one.full),
    ("alignment", "honoured", "%", lambda one: one.alignment),
    ("regret", "regret", "$", lambda one: one.regret),
    ("turns", "turns", "", lambda one: one.turns),
    ("effort_low", "effort: low", "", lambda one: one.effort.get("low", 0)),
    ("effort_medium", "effort: medium", "", lambda one: one.effort.get("medium", 0)),
    ("effort_high", "effort: high", "", lambda one: one.effort.get("high", 0)),
    ("precision", "question precision", "%", _precision),
)
