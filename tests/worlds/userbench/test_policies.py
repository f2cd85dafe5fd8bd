"""The scripted agents: the published zero-question floors are what they score, by play and by formula.

``benchmarks/userbench.py`` plays enough episodes to hold them to a hundredth; here there are fewer, and the
tolerance is four standard errors of as many.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import fmean

import pytest

from tacit.dialogue import Dialogue, Ending, Episode, Scenario, World
from tacit.goals import Goal
from tacit.scores import Trace, brute_force_floor, guess_floor, userbench_trace
from tacit.worlds.userbench import Choice, Task

# Aspects and how many of the 471 published test scenarios have as many.
MIX = {2: 255, 3: 199, 4: 17}
TRIALS = 200


def traces(world: World, play: Callable[..., Dialogue], family: str, policy: str, n: int) -> list[Trace]:
    played, scenarios = [], [world.scenario(family, "dev", seed) for seed in range(min(n, 20))]
    for number in range(n):
        scenario = scenarios[number % len(scenarios)].repeat(number)
        dialogue = play(scenario, world.policies[policy].make(scenario))
        assert dialogue.ending is not Ending.AGENT_ERROR
        played.append(userbench_trace(Episode.of(dialogue, id="x", agent=policy, user="rules", trial=number)))
    return played


@pytest.mark.parametrize(("policy", "options"), [("random", 18), ("silent", 13)])
def test_one_guess_an_aspect_scores_the_floor(
    userbench: World, play: Callable[..., Dialogue], policy: str, options: int
) -> None:
    played = traces(userbench, play, "333", policy, TRIALS)
    floor = guess_floor(options)
    for expected, of in ((floor.best, ("best",)), (floor.correct, ("best", "correct"))):
        share = fmean(trace.aspects_with(*of) / 3 for trace in played)
        assert share == pytest.approx(expected, abs=4 * (expected * (1 - expected) / (3 * TRIALS)) ** 0.5)
    assert fmean(trace.score(multi=False) for trace in played) == pytest.approx(floor.score, abs=0.06)


def test_a_fifth_thing_is_searched_twice_as_its_first_search_fails(
    userbench: World, play: Callable[..., Dialogue]
) -> None:
    for name, policy in userbench.policies.items():
        scenario = userbench.scenario("22222", "dev", 0)
        dialogue = play(scenario, policy.make(scenario))
        trace = userbench_trace(Episode.of(dialogue, id="x", agent=name, user="rules", trial=0))
        assert dialogue.ending is Ending.ANSWERED, name
        assert (trace.count(Choice.SEARCH), trace.count(Choice.SEARCH, valid=True)) == (6, 5)
        assert trace.aspects_with("best") == 5 or name != "oracle"


@pytest.mark.parametrize(("policy", "options"), [("brute-blind", 18), ("brute-force", 13)])
@pytest.mark.parametrize("family", ["22-multi", "333-multi", "22222-multi"])
def test_trying_one_option_after_the_other_scores_the_floor(
    userbench: World, play: Callable[..., Dialogue], policy: str, options: int, family: str
) -> None:
    played = traces(userbench, play, family, policy, TRIALS)
    aspects = len(played[0].aspects)
    floor = brute_force_floor(aspects, options=options)
    assert fmean(t.score(multi=True) for t in played) == pytest.approx(floor.score, abs=0.08)
    assert fmean(t.aspects_with("best") / aspects for t in played) == pytest.approx(floor.best, abs=0.1)
    failed = [step for trace in played for step in trace.steps if not step.valid]
    assert len(failed) == (aspects - 1) // 4 * len(played), "every fifth search fails, and no answer is refused"


def mixed(turns: int, options: int) -> tuple[float, float, float, float, float]:
    """Best, correct, score, all correct, all best, on the published mix of scenarios."""
    floors = {aspects: brute_force_floor(aspects, turns, options) for aspects in MIX}
    aspects, scenarios = sum(k * n for k, n in MIX.items()), sum(MIX.values())
    return (
        sum(floors[k].best * k * n for k, n in MIX.items()) / aspects,
        sum(floors[k].correct * k * n for k, n in MIX.items()) / aspects,
        sum(floors[k].score * n for k, n in MIX.items()) / scenarios,
        sum(floors[k].all_correct * n for k, n in MIX.items()) / scenarios,
        sum(floors[k].all_best * n for k, n in MIX.items()) / scenarios,
    )


@pytest.mark.parametrize(
    ("turns", "options", "expected"),
    [
        (20, 18, (0.465, 0.824, 0.776, 0.684, 0.303)),
        (20, 13, (0.668, 0.937, 0.901, 0.876, 0.559)),
        (16, 18, (0.341, 0.710, 0.662, 0.516, 0.171)),
        (16, 13, (0.501, 0.856, 0.808, 0.733, 0.346)),
    ],
)
def test_the_formula_agrees_with_the_simulated_floors_of_brute_force_to_a_hundredth(
    turns: int, options: int, expected: tuple[float, ...]
) -> None:
    assert mixed(turns, options) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("options", "correct", "expected"),
    [(18, 3, (0.056, 0.167, 0.144)), (13, 3, (0.077, 0.231, 0.200)), (22, 3, (0.045, 0.136, 0.118)),
     (14, 4, (0.071, 0.286, 0.243))],
)  # fmt: skip
def test_the_formula_of_a_guess_agrees_with_the_floors(options: int, correct: int, expected: tuple[float, ...]) -> None:
    floor = guess_floor(options, correct)
    assert (floor.best, floor.correct, floor.score) == pytest.approx(expected, abs=0.0006)


def test_brute_force_is_enumerated_for_few_aspects_only() -> None:
    with pytest.raises(ValueError, match="not for 6"):
        brute_force_floor(6)
    assert brute_force_floor(1, turns=1).score == 0
    assert brute_force_floor(1, turns=19).best == 1


def test_the_oracle_is_perfect_in_every_setting(userbench: World, play: Callable[..., Dialogue]) -> None:
    for family in ("22", "2222-multi", "444-userrl"):
        for trace in traces(userbench, play, family, "oracle", 5):
            assert (trace.score(multi=False), trace.aspects_with("best")) == (1, len(trace.aspects))


def test_the_asker_elicits_most_and_stays_within_its_turns(userbench: World, play: Callable[..., Dialogue]) -> None:
    for trace in traces(userbench, play, "22", "asker", 20):
        assert all(trace.answers.values())
        assert trace.active + trace.passive >= 2


def _blind(scenario: Scenario) -> Scenario:
    """What anybody may know: the options of a search, and which of them miss the trip."""
    task = Task.model_validate(scenario.data)
    tables = {
        aspect: table.model_copy(
            update={
                "correct": (table.options[0]["id"],),
                "best": table.options[0]["id"],
                "meets": {option["id"]: () for option in table.options},
                "costs": {},
            }
        )
        for aspect, table in task.tables.items()
    }
    data = task.model_copy(update={"tables": tables}).model_dump(mode="json")
    return scenario.model_copy(update={"goal": Goal(intents=()), "precise": "", "data": data})


@pytest.mark.parametrize("policy", ["random", "silent", "brute-blind", "brute-force", "asker"])
def test_a_policy_other_than_the_oracle_uses_nothing_hidden(
    userbench: World, play: Callable[..., Dialogue], policy: str
) -> None:
    for seed in range(8):
        scenario = userbench.scenario("233-multi", "dev", seed)
        seen = play(scenario, userbench.policies[policy].make(scenario))
        blind = play(scenario, userbench.policies[policy].make(_blind(scenario)))
        assert blind.acts == seen.acts
