"""The score of one played episode: every cause of a loss, the curve, questions and costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tacit.dialogue import AgentTurn, Ending, Episode, Scenario, Usage
from tacit.goals import Cause, Disclosure, EventKind, GoalEvent, Intent, Source
from tacit.scores import EpisodeScore, score

Scored = Callable[..., EpisodeScore]
ALL = {"task": True, "bed": True, "price": True}


def lost(one: EpisodeScore) -> dict[Cause, float]:
    return {cause: part for cause, part in one.lost.items() if part}


@pytest.mark.parametrize(
    ("acts", "how", "expected"),
    [
        ((("book", {"task": True, "price": True}),), {}, Cause.NOT_ASKED),
        (("bed?", ("book", {"task": True, "price": True})), {"mute": ("bed",)}, Cause.NOT_REVEALED),
        (("bed?", ("book", {"task": True, "price": True})), {}, Cause.UNKNOWN),
        (("hello", ("book", {"task": True, "price": True})), {"volunteers": "bed"}, Cause.UNKNOWN),
        (("bed?", ("note", {"bed": 0}), ("book", {"task": True, "price": True})), {}, Cause.NOT_UNDERSTOOD),
        (("bed?", ("note", {"bed": 1}), ("book", {"task": True, "price": True})), {}, Cause.IGNORED),
        ((("note", {"bed": 1}), "bed?", ("book", {"task": True, "price": True})), {}, Cause.UNKNOWN),
    ],
)
def test_a_lost_wish_is_put_where_the_conversation_lost_it(
    scored: Scored, acts: tuple[Any, ...], how: dict[str, Any], expected: Cause
) -> None:
    one = scored(*acts, **how)
    assert lost(one) == {expected: 0.25}
    assert (one.alignment, one.full, one.ending) == (0.75, False, Ending.ANSWERED)


def test_each_wish_is_lost_in_its_own_place(scored: Scored) -> None:
    one = scored("bed?", ("note", {"bed": 0}), ("book", {}))
    assert lost(one) == {Cause.NOT_UNDERSTOOD: 0.25, Cause.NOT_ASKED: 0.5, Cause.UNKNOWN: 0.25}
    assert one.alignment == 0


def test_everything_honoured_is_full_and_what_never_came_out_was_luck(scored: Scored) -> None:
    one = scored("bed?", ("book", ALL))
    assert (one.full, one.alignment, one.lucky, lost(one)) == (True, 1, 0.5, {})


def test_an_agent_that_breaks_has_honoured_nothing_it_did_not_do(scored: Scored) -> None:
    one = scored("bed?", ZeroDivisionError("oops"))
    assert one.ending is Ending.AGENT_ERROR
    assert (one.alignment, one.full) == (0, False)
    assert lost(one) == {Cause.NOT_ASKED: 0.5, Cause.UNKNOWN: 0.5}


def test_the_curve_falls_by_the_weight_of_what_came_out_after_the_turn_it_came_out_in(scored: Scored) -> None:
    one = scored("hello", "bed?", "bed?", "price?", ("book", ALL))
    assert one.curve == (0.75, 0.75, 0.5, 0.5, 0)
    assert (one.turns, len(one.curve)) == (4, 5)


def test_what_was_asked_for_is_active_and_what_was_volunteered_passive(scored: Scored) -> None:
    asked = scored("bed? price?", ("book", ALL))
    assert (asked.active, asked.passive, asked.curve) == (0.75, 0, (0.75, 0))
    told = scored("hello", ("book", ALL), volunteers="price")
    assert (told.active, told.passive, told.curve) == (0, 0.5, (0.75, 0.25))


def test_questions_are_counted_by_what_they_brought(scored: Scored) -> None:
    one = scored("bed? pool?", "bed? price?", "hello", ("book", ALL), mute=("price",))
    assert (one.asked, one.hits, one.repeats) == (4, 1, 1)
    assert (one.sought, one.found) == (2, 2)
    assert one.effort == {"low": 1, "medium": 1, "none": 1}
    none = scored(("book", ALL))
    assert (none.asked, none.hits, none.sought, none.found) == (0, 0, 2, 0)


def test_words_turns_calls_and_usage_are_counted_for_whom_they_belong_to(scored: Scored) -> None:
    one = scored(AgentTurn("one two three", usage=Usage(1, 10, 5, 0.5)), ("note", {}), "four", ("book", ALL))
    assert (one.agent_words, one.user_words) == (4, 4)
    assert (one.turns, one.tool_calls, one.tokens, one.usd, one.seconds) == (2, 2, 15, 0.5, 1.5)


def test_what_the_user_does_not_know_is_no_part_of_any_score(
    scored: Scored, make_scenario: Callable[..., Scenario], make_wish: Callable[..., Intent]
) -> None:
    unknown = make_wish("wifi", disclosure=Disclosure.NEVER, weight=0.0)
    scenario = make_scenario(intents=(make_wish("bed"), unknown))
    one = scored("wifi? bed?", ("book", {"bed": True}), scenario=scenario)
    assert (one.alignment, one.full, one.sought, one.active) == (1, True, 1, 1)
    assert one.curve == (1, 0)


def test_a_changed_mind_is_scored_by_what_it_changed_to(
    play: Callable[..., Episode], make_scenario: Callable[..., Scenario], make_wish: Callable[..., Intent]
) -> None:
    scenario = make_scenario(intents=(make_wish("bed"), make_wish("sofa", supersedes="bed", weight=3.0)))
    episode = play("hello", ("book", {"bed": True}), scenario=scenario)
    assert (score(episode).alignment, score(episode).full) == (1, True)
    changed = GoalEvent(1, EventKind.SUPERSEDED, "bed", Source.USER, by="sofa")
    after = score(episode.model_copy(update={"events": (*episode.events, changed)}))
    assert (after.alignment, after.full, lost(after), after.sought) == (0, False, {Cause.NOT_ASKED: 1}, 1)


def test_held_out_is_the_share_of_held_out_weight_or_none(
    scored: Scored, make_scenario: Callable[..., Scenario], make_wish: Callable[..., Intent]
) -> None:
    intents = (make_wish("bed"), make_wish("a", group="held-out"), make_wish("b", group="held-out", weight=3.0))
    assert scored(("book", {"bed": True, "b": True}), scenario=make_scenario(intents=intents)).held_out == 0.75
    assert scored(("book", ALL)).held_out is None


def test_a_goal_without_weight_gives_zeros_and_no_error(scored: Scored, make_scenario: Callable[..., Scenario]) -> None:
    one = scored("hello", ("book", {}), scenario=make_scenario(intents=()))
    assert (one.alignment, one.active, one.curve, one.sought, one.held_out) == (0, 0, (0, 0), 0, None)
    assert sum(one.lost.values()) == 0


def test_a_score_names_its_episode_and_the_task_it_shares_with_its_twin(
    scored: Scored, make_scenario: Callable[..., Scenario]
) -> None:
    vague, precise = scored(("book", ALL)), scored(("book", ALL), scenario=make_scenario().twin())
    assert (vague.scenario, vague.task, vague.variant) == ("h1", "h1", "vague")
    assert (precise.scenario, precise.task, precise.variant) == ("h1+precise", "h1", "precise")
    assert (precise.sought, precise.lucky, precise.curve) == (0, 0, (0,))


@pytest.mark.parametrize("ending", Ending)
def test_regret_is_known_only_where_the_task_was_finished_and_the_world_prices_it(
    play: Callable[..., Episode], ending: Ending
) -> None:
    finished = ending in (Ending.ANSWERED, Ending.SATISFIED)
    for regret in (0, 12.5):
        episode = play(("book", {**ALL, "regret": regret}))
        assert score(episode).regret == regret
        assert score(episode.model_copy(update={"ending": ending})).regret == (regret if finished else None)
    assert score(play(("book", ALL)).model_copy(update={"ending": ending})).regret is None


def test_an_agent_that_books_nothing_has_no_regret(scored: Scored) -> None:
    for one in (scored(*["hello"] * 9), scored("hello", leaves=1), scored(ValueError())):
        assert one.ending is not Ending.ANSWERED
        assert one.regret is None


def test_what_nothing_can_decide_counts_neither_for_the_agent_nor_against_it(
    scored: Scored, make_scenario: Callable[..., Scenario], make_wish: Callable[..., Intent]
) -> None:
    scenario = make_scenario(intents=(make_wish("bed"), make_wish("mood", check=None, weight=3.0)))
    one = scored("mood?", ("book", {"bed": True}), scenario=scenario)
    assert (one.alignment, one.full, lost(one)) == (1, True, {})
    assert lost(scored(("book", {}), scenario=scenario)) == {Cause.NOT_ASKED: 1}
