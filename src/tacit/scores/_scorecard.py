"""Scorecards: what an agent got of its users' intent over many episodes, and where the rest was lost."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from tacit.goals import Cause
from tacit.scores._episode import EpisodeScore
from tacit.scores._recovery import Recovery, recovery
from tacit.scores._sample import AMOUNTS, EFFORTS, SHARES, Sample
from tacit.stats import Comparison, Estimate, gain, paired_difference, pass_hat_k


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One agent's figures. Every estimate is clustered by scenario; shares are in [0, 1].

    ``metrics`` holds ``full``, ``alignment``, ``lucky``, ``active``, ``passive``, ``precision``, ``recall``,
    ``regret``, ``repeats``, ``effort_low`` … ``effort_high``, ``user_words``, ``agent_words``, ``turns``,
    ``tool_calls``, ``tokens``, ``usd``, ``seconds``, and where there are any ``held_out`` (wishes no other
    split has) and ``over_asking`` (facets asked about in scenarios that leave nothing to ask).
    ``lost`` splits the gap; ``gain`` lies between floor and ceiling, with luck paid at the floor's rate (see ``_earned``).
    ``recovery`` is by perturbation. ``bounds`` are the worst and the best
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
    recovery: dict[str, Recovery] = field(default_factory=dict)


def scorecards(
    scores: Iterable[EpisodeScore], *, floor: str, ceiling: str, labels: Mapping[str, str] | None = None
) -> dict[str, Scorecard]:
    """A scorecard for every agent, in order of appearance.

    Args:
        floor, ceiling: names of the agents that ask nothing and that know everything.
        labels: what to call agents, by name.
    """
    tasks: dict[str, int] = {}
    agents: dict[str, dict[str, Sample]] = defaultdict(lambda: defaultdict(lambda: Sample(tasks)))
    for one in scores:
        agents[one.agent][one.variant].add(one)
    ends = _ends(*(agents[end]["vague"] if end in agents else Sample(tasks) for end in (floor, ceiling)))
    return {
        agent: _scorecard(agent, (labels or {}).get(agent, agent), variants, ends, knows=agent == ceiling)
        for agent, variants in agents.items()
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


class _Ends(NamedTuple):
    """What gain is measured between, by task: alignment of floor and ceiling, and the floor's luck on what never came out."""

    floor: dict[str, float]
    ceiling: dict[str, float]
    luck: dict[str, float]


def _ends(floor: Sample, ceiling: Sample) -> _Ends:
    lucky, unspoken = floor.mean_by_task("lucky"), floor.mean_by_task("unspoken")
    luck = {task: lucky[task] / unspoken[task] if unspoken[task] else 0.0 for task in lucky}
    return _Ends(floor.mean_by_task("alignment"), ceiling.mean_by_task("alignment"), luck)


def _scorecard(agent: str, label: str, variants: Mapping[str, Sample], ends: _Ends, *, knows: bool) -> Scorecard:
    main, twins = variants["vague"], variants.get("precise")
    total, n = main.total("alignment"), len(main) + main.excluded
    successes = {task: [bool(full) for full in each] for task, each in main.by_task("full").items()}
    trials = max((len(each) for each in successes.values()), default=0)
    return Scorecard(
        agent=agent,
        label=label,
        n=len(main),
        metrics=_metrics(main),
        lost={cause: main.mean(cause, unit=True) for cause in Cause},
        gain=gain(ends.ceiling if knows else _earned(main, ends.luck), ends.floor, ends.ceiling),
        pass_k={k: pass_hat_k(successes, k) for k in range(1, trials + 1)},
        endings=dict(main.endings),
        excluded=main.excluded,
        bounds=(total / n, (total + main.excluded) / n) if n else (math.nan, math.nan),
        curve=main.curve,
        recovery={
            kind: recovery(main, sample) for kind, sample in variants.items() if kind not in ("vague", "precise")
        },
        twin=None if twins is None else paired_difference(twins.by_task("alignment"), main.by_task("alignment")),
    )


def _metrics(sample: Sample) -> dict[str, Estimate]:
    metrics = {name: sample.mean(name, unit=True) for name in SHARES}
    metrics |= {name: sample.mean(name) for name in (*AMOUNTS, *(f"effort_{level}" for level in EFFORTS))}
    metrics["precision"] = sample.ratio("hits", "asked")
    metrics["recall"] = sample.ratio("found", "sought")
    metrics["over_asking"] = sample.mean("over_asking")
    return metrics


def _earned(sample: Sample, luck: Mapping[str, float]) -> dict[str, float]:
    """Mean alignment by task, where luck counts no more than the floor's on what never came out.

    So an agent that is told nothing gains nothing, even if it can tell from a table which wishes it was built around;
    one that is less lucky than the floor, or books nothing, gains less than nothing.
    """
    alignment, lucky, unspoken = (sample.mean_by_task(figure) for figure in ("alignment", "lucky", "unspoken"))
    tasks = [task for task in alignment if task in luck]
    had, due = sum(lucky[task] for task in tasks), sum(unspoken[task] * luck[task] for task in tasks)
    paid = min(1.0, due / had) if had else 0.0
    return {task: alignment[task] - lucky[task] + paid * lucky[task] for task in tasks}


def _vague(scores: Iterable[EpisodeScore]) -> list[EpisodeScore]:
    return [one for one in scores if one.variant == "vague"]
