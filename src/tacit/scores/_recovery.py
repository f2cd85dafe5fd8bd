"""How much of what an agent achieves survives a disturbance, and what mending it costs."""

from __future__ import annotations

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
        reliable: share of tasks honoured in full undisturbed and in every disturbed variant, trial by trial; a trial
            with a variant that does not count is left out.
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
    before, after = clean.mean_by_task("full"), disturbed.mean_by_task("full")
    tasks = [task for task in after if task in before]
    undisturbed, survived = [before[task] for task in tasks], [after[task] for task in tasks]
    reliable, variants = _reliable(clean, disturbed)
    return Recovery(
        success=mean_interval(survived, tasks, unit_range=True),
        clean=mean_interval(undisturbed, tasks, unit_range=True),
        rate=ratio_interval(survived, undisturbed, tasks),
        reliable=reliable,
        variants=variants,
        extra_turns=paired_difference(disturbed.by_task("turns"), clean.by_task("turns")),
        extra_calls=paired_difference(disturbed.by_task("tool_calls"), clean.by_task("tool_calls")),
        repair=disturbed.mean("repair"),
    )


def _reliable(clean: Sample, disturbed: Sample) -> tuple[Estimate, int]:
    """Share of tasks that succeed in all variants of a trial, and how many variants those are."""
    before, after = clean.by_trial("full"), disturbed.by_trial("full")
    plays = {play: (*before[play], *others) for play, others in after.items() if play in before}
    most = max(map(len, plays.values()), default=1)
    whole = {play: all(each) for play, each in plays.items() if len(each) == most}
    return mean_interval([float(ok) for ok in whole.values()], [task for task, _ in whole], unit_range=True), most
