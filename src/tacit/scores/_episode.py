"""The score of one episode, computed from its record alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tacit.dialogue import Ending, Episode
from tacit.goals import LARGEST, Cause, Elicitation, EventKind, GoalState, gap


@dataclass(frozen=True, slots=True)
class EpisodeScore:
    """What one episode adds to a scorecard. Shares are of the weight of the user's known intents.

    ``full`` is whether every intent that has a check was honoured, the spoken ones too. ``curve[t]`` is
    the share still unspoken after turn *t*. ``asked`` counts facets asked about, ``hits`` those behind which
    a wish was hidden, ``sought`` hidden wishes and ``found`` those asked about. ``held_out`` is the share
    honoured among wishes of the held-out group, or None if there are none; ``regret`` is None unless the task was
    finished and the world puts a price on it. ``repair`` is the number of turns from a change of mind until the agent
    showed that it had understood, or until the end if it acted on it without a word; None if there was none, or it did not.
    """

    id: str
    agent: str
    scenario: str
    task: str
    family: str
    variant: str
    negative: bool
    trial: int
    ending: Ending
    full: bool
    alignment: float
    lucky: float
    lost: dict[Cause, float]
    active: float
    passive: float
    curve: tuple[float, ...]
    asked: int
    hits: int
    repeats: int
    sought: int
    found: int
    effort: dict[str, int]
    user_words: int
    agent_words: int
    turns: int
    tool_calls: int
    regret: float | None
    held_out: float | None
    tokens: int
    usd: float
    seconds: float
    repair: int | None = None

    @property
    def unspoken(self) -> float:
        """The share that never came out."""
        return self.curve[-1]


def score(episode: Episode) -> EpisodeScore:
    """Score an episode that ended in a scored way; what its agent left undone counts as not honoured."""
    state = episode.state
    split = gap(state)
    hidden = [i for i in episode.goal if state.weight(i.id) and state.intents[i.id].how is not Elicitation.OPENING]
    said = [m.content for m in episode.messages if m.role == "assistant" and m.content]
    heard = [m.content for m in episode.messages[2:] if m.role == "user" and m.content]
    usage = episode.agent_usage
    return EpisodeScore(
        id=episode.id,
        agent=episode.agent,
        scenario=episode.scenario,
        task=episode.scenario.partition("+")[0],
        family=episode.family,
        variant=episode.variant,
        negative=episode.negative,
        trial=episode.trial,
        ending=episode.ending,
        full=_full(state),
        alignment=split.honoured,
        lucky=split.lucky,
        lost=split.lost,
        active=_came_out(state, Elicitation.ACTIVE),
        passive=_came_out(state, Elicitation.PASSIVE),
        curve=_curve(state, episode.turns),
        asked=sum(len(r.facets) for r in episode.reactions),
        hits=sum(len(set(r.hits) & set(r.facets)) for r in episode.reactions),
        repeats=sum(len(r.repeats) for r in episode.reactions),
        sought=len(hidden),
        found=sum(state.intents[i.id].asked > 0 for i in hidden),
        effort=dict(Counter(str(r.effort) for r in episode.reactions)),
        user_words=sum(len(text.split()) for text in heard),
        agent_words=sum(len(text.split()) for text in said),
        turns=episode.turns,
        tool_calls=sum(len(m.tool_calls) for m in episode.messages if m.role == "assistant"),
        regret=_regret(episode),
        held_out=_group(state, "held-out"),
        tokens=usage.input_tokens + usage.output_tokens,
        usd=usage.usd,
        seconds=episode.seconds,
        repair=_repair(state, episode.turns),
    )


def _repair(state: GoalState, turns: int) -> int | None:
    """Turns from the first change of mind to its repair."""
    changed = next((event for event in state.events if event.kind is EventKind.SUPERSEDED), None)
    if changed is None:
        return None
    understood = (e.turn for e in state.events if e.intent == changed.by and e.kind is EventKind.UNDERSTOOD)
    repaired = next(understood, turns if state.intents[changed.by or ""].honoured else None)
    return None if repaired is None else repaired - changed.turn


def _regret(episode: Episode) -> float | None:
    finished, price = episode.ending in (Ending.ANSWERED, Ending.SATISFIED), episode.outcome.get("regret")
    return float(price) if finished and isinstance(price, int | float) and abs(price) <= LARGEST else None


def _full(state: GoalState) -> bool:
    checked = [i for i in state.goal if i.check is not None and i.known and state.intents[i.id].live]
    return all(state.intents[intent.id].honoured for intent in checked)


def _came_out(state: GoalState, how: Elicitation) -> float:
    total = sum(state.weight(intent.id) for intent in state.goal)
    out = sum(state.weight(id_) for id_, progress in state.intents.items() if progress.how is how)
    return out / total if total else 0.0


def _curve(state: GoalState, turns: int) -> tuple[float, ...]:
    total = sum(state.weight(intent.id) for intent in state.goal)
    curve = [0.0] * (turns + 1)
    for id_, progress in state.intents.items():
        until = turns + 1 if progress.revealed_turn is None else progress.revealed_turn
        for turn in range(min(until, turns + 1)):
            curve[turn] += state.weight(id_)
    return tuple(value / total if total else 0.0 for value in curve)


def _group(state: GoalState, group: str) -> float | None:
    members = [i for i in state.goal if i.group == group and state.weight(i.id)]
    if not members:
        return None
    weight = sum(state.weight(i.id) for i in members)
    return sum(state.weight(i.id) for i in members if state.intents[i.id].honoured) / weight
