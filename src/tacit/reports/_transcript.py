"""One episode laid out for reading: turn by turn, what was said and where every wish stood after it.

The layout is plain data with no markup, so the page and the terminal show the same thing. Where a wish
stood is folded from the episode's own events, never guessed from the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from tacit.dialogue import Episode, Message, ToolCall
from tacit.goals import Cause, Elicitation, EventKind, GoalEvent, GoalState, Intent, Progress, Source, Stage, lost_to
from tacit.reports._words import harmless, plural

LONGEST_MESSAGE = 4_000
LONGEST_RESULT = 1_500
LONGEST_CALL = 200

Look = Literal["hidden", "asked", "revealed", "misread", "understood", "honoured", "lost"]
_LOOKS: tuple[Look, ...] = get_args(Look)


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish, and what became of it at the end.

    ``turn`` is when it was lost: when it was asked for in vain, or when the hint came that was not followed.
    A wish that nobody asked for, or that was understood and ignored, was not lost in any one turn: None.
    """

    at: int
    text: str
    facet: str
    cause: Cause | None
    lucky: bool
    turn: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a wish stood at some moment; ``changed`` if it did not stand there a turn earlier."""

    wish: Wish
    look: Look
    words: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message; ``wishes`` are those it hints at."""

    text: str
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Bubble:
    """Something said. ``spelt_out`` are wishes a whole opening states; ``cut`` counts characters left out."""

    who: Literal["user", "agent"]
    pieces: tuple[Piece, ...]
    spelt_out: tuple[Wish, ...] = ()
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call on one line, and its result, shortened."""

    who: Literal["user", "agent"]
    name: str
    arguments: str
    result: str = ""
    cut: int = 0
    failed: bool = False


@dataclass(slots=True)
class Turn:
    """Turn ``number`` of a conversation: 0 is the opening; ``last`` acts nobody replied to have None."""

    number: int | None
    items: list[Bubble | Call] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)

    @property
    def moved(self) -> list[Standing]:
        """Wishes that came further, or were taken wrong, in this turn."""
        return [standing for standing in self.standings if standing.changed]

    @property
    def still(self) -> list[list[Standing]]:
        """The other wishes, those that stand alike together, the furthest first."""
        rest = [standing for standing in self.standings if not standing.changed]
        alike = [[standing for standing in rest if standing.look == look] for look in reversed(_LOOKS)]
        return [group for group in alike if group]


@dataclass(frozen=True, slots=True)
class Conversation:
    """An episode laid out: its turns, where each wish ended, and the objectives that weigh nothing."""

    episode: Episode
    wishes: tuple[Wish, ...]
    turns: tuple[Turn, ...]
    end: tuple[Standing, ...]
    objectives: tuple[tuple[str, bool], ...]
    unknown: tuple[str, ...]

    @property
    def honoured(self) -> int:
        """How many wishes were."""
        return sum(wish.cause is None for wish in self.wishes)


def lay_out(episode: Episode) -> Conversation:
    """The conversation of an episode, ready to be shown."""
    final = episode.state
    wishes = {
        intent.id: _wish(at, intent, final.intents[intent.id])
        for at, intent in enumerate(episode.goal)
        if final.weight(intent.id)
    }
    hints = _hints(episode.events, wishes)
    state, before = GoalState(episode.goal), dict[str, tuple[Look, str]]()
    events = iter(episode.events)
    pending = next(events, None)
    turns: list[Turn] = []
    for number, stretch in enumerate(_stretches(episode.messages)):
        while pending is not None and _belongs(pending, number, stretch[-1][0]):
            state.append(pending)
            pending = next(events, None)
        turn = Turn(number if number <= episode.turns else None, list(_items(stretch, hints)))
        turn.standings = _standings(wishes, state, before)
        turns.append(turn)
    return Conversation(
        episode,
        tuple(wishes.values()),
        tuple(turns),
        tuple(_ended(wish) for wish in wishes.values()),
        tuple((harmless(i.text), bool(final.intents[i.id].honoured)) for i in episode.goal if i.check and not i.weight),
        tuple(harmless(i.text) for i in episode.goal if not i.known),
    )


def _wish(at: int, intent: Intent, progress: Progress) -> Wish:
    cause = lost_to(progress)
    turn = None
    if cause is Cause.NOT_REVEALED:
        turn = progress.asked_turn
    elif cause in (Cause.NOT_UNDERSTOOD, Cause.UNKNOWN):
        turn = progress.revealed_turn
    return Wish(at, harmless(intent.text), intent.facet, cause, progress.lucky, turn)


def _hints(events: Sequence[GoalEvent], wishes: dict[str, Wish]) -> dict[int, list[tuple[int, int, Wish]]]:
    """By message: from where to where it hints at which wish. An opening that states a wish is (0, 0)."""
    found: dict[int, list[tuple[int, int, Wish]]] = {}
    for event in events:
        if event.kind is EventKind.REVEALED and event.evidence is not None and event.intent in wishes:
            span = event.evidence
            whole = event.how is Elicitation.OPENING
            start, end = (0, 0) if whole else (span.start, span.end)
            found.setdefault(span.message, []).append((start, end, wishes[event.intent]))
    return found


def _stretches(messages: Sequence[Message]) -> Iterator[list[tuple[int, Message]]]:
    """Messages by turn, with their places: each turn begins with what the agent does after the user spoke."""
    stretch: list[tuple[int, Message]] = []
    users_turn = True
    for place, message in enumerate(messages):
        if message.role == "system":
            continue
        if message.role == "assistant" and users_turn and stretch:
            yield stretch
            stretch = []
        if message.role != "tool":
            users_turn = message.role == "user"
        stretch.append((place, message))
    if stretch:
        yield stretch


def _belongs(event: GoalEvent, turn: int, last: int) -> bool:
    """Whether an event happened by a turn that ends with message ``last``; verdicts come after all turns."""
    if event.source is Source.CHECK or event.turn > turn:
        return False
    return event.evidence is None or event.evidence.message <= last


def _items(
    stretch: Sequence[tuple[int, Message]], hints: dict[int, list[tuple[int, int, Wish]]]
) -> Iterator[Bubble | Call]:
    results = {m.tool_call_id: m.content or "" for _, m in stretch if m.role == "tool"}
    for place, message in stretch:
        if message.role == "tool":
            continue
        who = "user" if message.role == "user" else "agent"
        if message.content:
            yield _bubble(who, message.content, hints.get(place, []))
        for call in message.tool_calls:
            yield _call(who, call, results.get(call.id))


def _bubble(who: Literal["user", "agent"], text: str, hints: Sequence[tuple[int, int, Wish]]) -> Bubble:
    cut = max(0, len(text) - LONGEST_MESSAGE)
    kept = text[:LONGEST_MESSAGE]
    spelt_out = tuple(wish for start, end, wish in hints if start == end)
    by_span: dict[tuple[int, int], list[Wish]] = {}
    for start, end, wish in hints:
        if start < end:
            by_span.setdefault((start, end), []).append(wish)
    pieces: list[Piece] = []
    at = 0
    for (start, end), wishes in sorted(by_span.items(), key=lambda item: item[0]):
        if at <= start < len(kept):
            pieces += [Piece(harmless(kept[at:start])), Piece(harmless(kept[start:end]), tuple(wishes))]
            at = end
    pieces.append(Piece(harmless(kept[at:])))
    return Bubble(who, tuple(piece for piece in pieces if piece.text), spelt_out, cut)


def _call(who: Literal["user", "agent"], call: ToolCall, result: str | None) -> Call:
    arguments = harmless(_arguments(call.arguments))
    if len(arguments) > LONGEST_CALL:
        arguments = f"{arguments[:LONGEST_CALL]}…"
    text = _pretty(result or "")
    failed = text.lstrip().startswith(('{\n "error"', '{"error"'))
    name = harmless(call.name[:80])
    return Call(who, name, arguments, harmless(text[:LONGEST_RESULT]), max(0, len(text) - LONGEST_RESULT), failed)


def _arguments(text: str) -> str:
    """Arguments as a person would write them; what is not a JSON object stays as it came."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if not isinstance(given, dict):
        return text
    return ", ".join(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in given.items())


def _pretty(text: str) -> str:
    try:
        return json.dumps(json.loads(text), indent=1, ensure_ascii=False)
    except (ValueError, RecursionError):
        return text


def _standings(wishes: dict[str, Wish], state: GoalState, before: dict[str, tuple[Look, str]]) -> list[Standing]:
    """Where wishes stand now; ``before``, which is brought up to date, tells what changed."""
    found: list[Standing] = []
    for intent_id, wish in wishes.items():
        now = _look(state.intents[intent_id])
        found.append(Standing(wish, *now, changed=before.get(intent_id, ("hidden", "hidden")) != now))
        before[intent_id] = now
    return found


def _look(progress: Progress) -> tuple[Look, str]:
    if progress.revealed_turn is not None and progress.grasped is False:
        return "misread", "came out, not understood"
    match progress.stage:
        case Stage.ASKED:
            return "asked", "asked"
        case Stage.REVEALED:
            return "revealed", "came out"
        case Stage.UNDERSTOOD:
            return "understood", "understood"
        case _:
            return "hidden", "hidden"


def _ended(wish: Wish) -> Standing:
    if wish.cause is None:
        return Standing(wish, "honoured", "honoured, by luck: it never came out" if wish.lucky else "honoured", True)
    return Standing(wish, "lost", f"lost: {wish.cause.label}{_when(wish.turn)}", True)


def _when(turn: int | None) -> str:
    if turn is None:
        return ""
    return f" (turn {turn})" if turn else " (opening)"


def ended_how(episode: Episode, words: str) -> str:
    """The last line of a conversation, such as "user gave up after 7 turns"."""
    detail = f" ({harmless(episode.detail)[:300]})" if episode.detail else ""
    return f"{words} after {plural(episode.turns, 'turn')}{detail}"
