"""Episodes laid out turn by turn, with the goal state folded from their own events."""

from __future__ import annotations

from tacit.dialogue import Episode, Message, ToolCall
from tacit.goals import (
    Category,
    Cause,
    Elicitation,
    EventKind,
    Goal,
    GoalEvent,
    GoalState,
    Intent,
    Source,
    Span,
    Stage,
)
from tacit.reports._transcript import Bubble, Call, lay_out
from tacit.runs import RunFolder

FISH = "my grandfather was a fisherman"


def _episode(episode: Episode, messages: list[Message], events: list[GoalEvent], turns: int) -> Episode:
    """An episode of three wishes: one that comes out, one asked for in vain, one nobody asked for."""
    wishes = [
        Intent(id=name, category=Category.PREFERENCE, text=f"a {name}", facet=f"hotel.{name}")
        for name in ("view", "bed", "bar")
    ]
    return episode.model_copy(
        update={
            "goal": Goal(intents=tuple(wishes)),
            "messages": tuple(messages),
            "events": tuple(events),
            "turns": turns,
            "outcome": {},
        }
    )


def _played(episode: Episode) -> Episode:
    messages = [
        Message("system", "Help."),
        Message("user", "A hotel, please."),
        Message("assistant", None, (ToolCall("1", "search", '{"city": "Ghent"}'),)),
        Message("tool", '{"results": []}', tool_call_id="1"),
        Message("assistant", "Any wishes about the view or the bed?"),
        Message("user", f"Well, {FISH}. By the way."),
        Message("assistant", None, (ToolCall("2", "book", '{"understood": "a city view"}'),)),
        Message("tool", '{"booked": "H1"}', tool_call_id="2"),
    ]
    hint = Span(5, 6, 6 + len(FISH), FISH)
    declared = Span(6, 0, 11, "a city view")
    events = [
        GoalEvent(1, EventKind.ASKED, "view", Source.AGENT, Span(4, 17, 25, "the view")),
        GoalEvent(1, EventKind.ASKED, "bed", Source.AGENT, Span(4, 29, 36, "the bed")),
        GoalEvent(1, EventKind.REVEALED, "view", Source.USER, hint, how=Elicitation.ACTIVE),
        GoalEvent(1, EventKind.MISUNDERSTOOD, "view", Source.AGENT, declared),
        GoalEvent(1, EventKind.VIOLATED, "view", Source.CHECK),
        GoalEvent(1, EventKind.VIOLATED, "bed", Source.CHECK),
        GoalEvent(1, EventKind.HONOURED, "bar", Source.CHECK),
    ]
    return _episode(episode, messages, events, turns=1)


def test_turns_hold_what_was_said_and_done_in_them(losing: Episode) -> None:
    shown = lay_out(_played(losing))
    assert [turn.number for turn in shown.turns] == [0, 1, None]
    kinds = [[type(item) for item in turn.items] for turn in shown.turns]
    assert kinds == [[Bubble], [Call, Bubble, Bubble], [Call]]


def test_wishes_move_when_they_moved_and_not_before(losing: Episode) -> None:
    shown = lay_out(_played(losing))
    looks = [[standing.look for standing in turn.standings] for turn in shown.turns]
    assert looks == [["hidden"] * 3, ["revealed", "asked", "hidden"], ["misread", "asked", "hidden"]]
    assert [[s.wish.text for s in turn.moved] for turn in shown.turns] == [[], ["a view", "a bed"], ["a view"]]
    assert [s.wish.text for group in shown.turns[2].still for s in group] == ["a bed", "a bar"]


def test_the_end_says_why_and_when_each_wish_was_lost(losing: Episode) -> None:
    view, bed, bar = lay_out(_played(losing)).end
    assert (view.look, view.words) == ("lost", "lost: heard, but not understood (turn 1)")
    assert (bed.look, bed.wish.cause, bed.wish.turn) == ("lost", Cause.NOT_REVEALED, 1)
    assert (bar.look, bar.wish.lucky) == ("honoured", True)
    assert "luck" in bar.words


def test_a_hint_is_cut_out_of_its_message_with_its_wish(losing: Episode) -> None:
    bubble = lay_out(_played(losing)).turns[1].items[2]
    assert isinstance(bubble, Bubble)
    assert [piece.text for piece in bubble.pieces] == ["Well, ", FISH, ". By the way."]
    assert [[wish.text for wish in piece.wishes] for piece in bubble.pieces] == [[], ["a view"], []]


def test_overlapping_and_impossible_spans_do_no_harm(losing: Episode) -> None:
    messages = [Message("system", ""), Message("user", "hi"), Message("assistant", "?"), Message("user", "0123456789")]
    events = [
        GoalEvent(1, EventKind.REVEALED, "view", Source.USER, Span(3, 2, 6, "2345"), how=Elicitation.ACTIVE),
        GoalEvent(1, EventKind.REVEALED, "bed", Source.USER, Span(3, 4, 8, "4567"), how=Elicitation.ACTIVE),
        GoalEvent(1, EventKind.REVEALED, "bar", Source.USER, Span(3, 90, 99, "far"), how=Elicitation.ACTIVE),
    ]
    bubble = lay_out(_episode(losing, messages, events, turns=1)).turns[1].items[1]
    assert isinstance(bubble, Bubble)
    assert "".join(piece.text for piece in bubble.pieces) == "0123456789"


def test_long_messages_and_results_are_cut_and_say_by_how_much(losing: Episode) -> None:
    messages = [
        Message("system", ""),
        Message("user", "y" * 100_000),
        Message("assistant", None, (ToolCall("1", "look", "[1,"), ToolCall("2", "look", "[" * 100_000))),
        Message("tool", "z" * 100_000, tool_call_id="1"),
    ]
    opening, then = lay_out(_episode(losing, messages, [], turns=0)).turns
    bubble, (broken, deep) = opening.items[0], then.items
    assert isinstance(bubble, Bubble)
    assert bubble.cut == 96_000
    assert isinstance(broken, Call)
    assert isinstance(deep, Call)
    assert (broken.arguments, broken.cut) == ("[1,", 98_500)
    assert len(deep.arguments) < 210
    assert deep.result == ""


def test_the_last_fold_is_the_episodes_own(references: RunFolder) -> None:
    """Whatever the conversation, its layout ends where scoring ends."""
    for episode in references.episodes():
        shown, state = lay_out(episode), GoalState.replay(episode.goal, episode.events)
        honoured = [i.id for i in episode.goal if state.weight(i.id) and state.intents[i.id].stage is Stage.HONOURED]
        assert shown.honoured == len(honoured)
        assert sum(len(turn.items) for turn in shown.turns) == sum(
            bool(m.content) + len(m.tool_calls) for m in episode.messages if m.role in ("user", "assistant")
        )
