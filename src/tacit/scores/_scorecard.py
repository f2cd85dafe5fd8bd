"""Scorecards: what an agent got of its users' intent over many episodes, and where the rest was lost."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from tacit.goals import Cause
from tacit.scores._episode import EpisodeScore
from tacit.stats import (
    Comparison,
    Estimate,
    gain,
    mean_interval,
    paired_difference,
    pass_hat_k,
    ratio_interval,
)

_SHARES = ("full", "alignment", "lucky", "active", "passive")
_AMOUNTS = ("regret", "repeats", "user_words", "agent_words", "turns", "tool_calls", "tokens", "usd", "seconds")
EFFORTS = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One agent's figures. Every estimate is clustered by scenario; shares are in [0, 1].

    ``metrics`` holds ``full``, ``alignment``, ``lucky``, ``active``, ``passive``, ``precision``, ``recall``,
    ``regret``, ``repeats``, ``effort_low`` … ``effort_high``, ``user_words``, ``agent_words``, ``turns``,
    ``tool_calls``, ``tokens``, ``usd``, ``seconds``, and where there are any ``held_out`` (wishes no other
    split has) and ``over_asking`` (facets asked about in scenarios that leave nothing to ask).
    ``lost`` splits the gap; ``gain`` lies between floor and ceiling. ``bounds`` are the worst and the best
    alignment had the ``excluded`` episodes counted. ``pass_k[k]`` is pass^k. ``curve`` is the mean share
    still unspoken after each turn, and ``twin`` is alignment on the fully specified twins minus alignment here.
    """

    agent: str
    label: str
    n: int
    metrics: dict[str, Estimate]
    lost: dict[Cause, Estimate]
    gain: Estimate
    pass_k: dict[int, Estimate]
    endings: dict[str, int]
    excluded: int
    bounds: tuple[float, float]
    curve: tuple[float, ...]
    twin: Comparison | None = None


def scorecards(
    scores: Iterable[EpisodeScore], *, floor: str, ceiling: str, labels: Mapping[str, str] | None = None
) -> dict[str, Scorecard]:
    """A scorecard for every agent, in order of appearance.

    Args:
        floor, ceiling: names of the agents that ask nothing and that know everything.
        labels: what to call agents, by name.
    """
    by_agent: dict[str, list[EpisodeScore]] = defaultdict(list)
    for one in scores:
        by_agent[one.agent].append(one)
    lowest = _alignment(by_agent.get(floor, ()))
    highest = _alignment(by_agent.get(ceiling, ()))
    return {
        agent: _scorecard(agent, (labels or {}).get(agent, agent), own, lowest, highest)
        for agent, own in by_agent.items()
    }


def compare(a: Sequence[EpisodeScore], b: Sequence[EpisodeScore], metric: str = "alignment") -> Comparison:
    """Paired difference of two agents in one metric, over the scenarios both played."""
    of = attrgetter(metric)
    return paired_difference(by_scenario(_vague(a), of), by_scenario(_vague(b), of))


def by_scenario(scores: Iterable[EpisodeScore], of: Callable[[EpisodeScore], float | None]) -> dict[str, list[float]]:
    """Values by task over scored episodes; one of which the metric says nothing is left out."""
    values: dict[str, list[float]] = defaultdict(list)
    for one in scores:
        if one.ending.scored and (value := of(one)) is not None:
            values[one.task].append(float(value))
    return dict(values)


def _scorecard(
    agent: str,
    label: str,
    scores: Sequence[EpisodeScore],
    lowest: Mapping[str, float],
    highest: Mapping[str, float],
) -> Scorecard:
    main = _vague(scores)
    counted = [one for one in main if one.ending.scored]
    excluded = len(main) - len(counted)
    total = sum(one.alignment for one in counted)
    successes: dict[str, list[bool]] = defaultdict(list)
    for one in counted:
        successes[one.scenario].append(one.full)
    trials = max((len(each) for each in successes.values()), default=0)
    return Scorecard(
        agent=agent,
        label=label,
        n=len(counted),
        metrics=_metrics(counted),
        lost={cause: _mean(counted, lambda one, c=cause: one.lost[c], unit=True) for cause in Cause},
        gain=gain(_alignment(counted), lowest, highest),
        pass_k={k: pass_hat_k(successes, k) for k in range(1, trials + 1)},
        endings=dict(Counter(str(one.ending) for one in main)),
        excluded=excluded,
        bounds=(total / len(main), (total + excluded) / len(main)) if main else (math.nan, math.nan),
        curve=_curve(counted),
        twin=_twin(scores),
    )


def _metrics(scores: Sequence[EpisodeScore]) -> dict[str, Estimate]:
    metrics = {name: _mean(scores, lambda one, n=name: float(getattr(one, n)), unit=True) for name in _SHARES}
    clusters = [one.scenario for one in scores]
    metrics["precision"] = ratio_interval(
        [one.hits for one in scores], [one.asked for one in scores], clusters, unit_range=True
    )
    metrics["recall"] = ratio_interval(
        [one.found for one in scores], [one.sought for one in scores], clusters, unit_range=True
    )
    metrics |= {name: _mean(scores, lambda one, n=name: getattr(one, n)) for name in _AMOUNTS}
    metrics |= {f"effort_{level}": _mean(scores, lambda one, e=level: one.effort.get(e, 0)) for level in EFFORTS}
    metrics["held_out"] = _mean(scores, lambda one: one.held_out, unit=True)
    metrics["over_asking"] = _mean(scores, lambda one: one.asked if one.negative else None)
    return metrics


def _mean(
    scores: Sequence[EpisodeScore], of: Callable[[EpisodeScore], float | None], *, unit: bool = False
) -> Estimate:
    """Mean over the episodes that have the quantity at all."""
    had = [(value, one.scenario) for one in scores if (value := of(one)) is not None]
    return mean_interval([value for value, _ in had], [scenario for _, scenario in had], unit_range=unit)


def _vague(scores: Iterable[EpisodeScore]) -> list[EpisodeScore]:
    return [one for one in scores if one.variant == "vague"]


def _alignment(scores: Iterable[EpisodeScore]) -> dict[str, float]:
    """Mean alignment by scenario."""
    found = by_scenario(_vague(scores), attrgetter("alignment"))
    return {scenario: sum(values) / len(values) for scenario, values in found.items()}


def _twin(scores: Sequence[EpisodeScore]) -> Comparison | None:
    precise = [one for one in scores if one.variant == "precise"]
    if not precise:
        return None
    of = attrgetter("alignment")
    return paired_difference(by_scenario(precise, of), by_scenario(_vague(scores), of))


def _curve(scores: Sequence[EpisodeScore]) -> tuple[float, ...]:
    """Mean over episodes; one that ended keeps its last value."""
    longest = max((len(one.curve) for one in scores), default=0)
    return tuple(
        sum(one.curve[min(turn, len(one.curve) - 1)] for one in scores) / len(scores) for turn in range(longest)
    )
