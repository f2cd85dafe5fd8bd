"""How much of what an agent achieves survives a disturbance, and what mending it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tacit.scores._sample import Sample
from tacit.stats import Comparison, Estimate, mean_interval, paired_difference, ratio_interval


@dataclass(frozen=True, slots=True)
class Recovery:
    """One agent under one perturbation, over the tasks it played both disturbed and undisturbed.

    Args:
        success: share of disturbed episodes in which everything was honoured.
        clean: the same for the undisturbed ones.
        rate: ``success / clean``, the recovery rate; above 1 where the disturbance helped, nothing where ``clean`` is 0.
        reliable: share of tasks honoured in full undisturbed and in every disturbed variant.
        variants: most variants of a task, the undisturbed one included: the *k* of reliable@k.
        extra_turns: turns more than undisturbed, paired by task.
        extra_calls: tool calls more than undisturbed, paired by task.
        repair: turns from a change of mind until it was understood or acted on, where that happened.
    """

    success: Estimate
    clean: Estimate
    rate: Estimate
    reliable: Estimate
    variants: int
    extra_turns: Comparison
    extra_calls: Comparison
    repair: Estimate


def recovery(clean: Sample, disturbed: Sample) -> Recovery:
    """Compare an agent's disturbed episodes with its undisturbed ones of the same tasks."""
    before, after = clean.by_task("full"), disturbed.by_task("full")
    tasks = [task for task in after if task in before]
    undisturbed, survived = [_mean(before[task]) for task in tasks], [_mean(after[task]) for task in tasks]
    return Recovery(
        success=mean_interval(survived, tasks, unit_range=True),
        clean=mean_interval(undisturbed, tasks, unit_range=True),
        rate=ratio_interval(survived, undisturbed, tasks),
        reliable=mean_interval(
            [float(all(before[task]) and all(after[task])) for task in tasks], tasks, unit_range=True
        ),
        variants=1 + max((len(after[task]) // len(before[task]) for task in tasks), default=0),
        extra_turns=paired_difference(disturbed.by_task("turns"), clean.by_task("turns")),
        extra_calls=paired_difference(disturbed.by_task("tool_calls"), clean.by_task("tool_calls")),
        repair=disturbed.mean("repair"),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
