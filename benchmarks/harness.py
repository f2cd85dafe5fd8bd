"""What the engine costs beside a bare asyncio loop: the same conversations, with stubs that do nothing but wait.

An episode is ten messages of the agent and ten replies of the user, so 20 calls; 100 episodes run at a time, and each
is written to disk when it ends. The engine does what it does for any run: plans jobs and their ids, folds goal-state
events, checks limits, evaluates a check, and appends an ``Episode`` to a ``RunFolder``. The bare loop is a semaphore,
the same stubs, and a pydantic record of the messages appended to a file: what one would write in half an hour.

CPU is that of the process, the least of a few runs; wall time is held against the ideal, in which nothing but the
stubs takes time. The second table says where an episode's CPU goes when the stubs return at once. Nothing is asserted. Run: ``python benchmarks/harness.py [episodes]``.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pydantic import BaseModel

from tacit.agents import AgentFactory
from tacit.dialogue import (
    AgentTurn,
    AgentView,
    Dialogue,
    Ending,
    Episode,
    Limits,
    Policy,
    Scenario,
    Session,
    Tool,
    ToolCall,
    ToolResults,
    User,
    UserTurn,
    UserView,
    Who,
    World,
    begin,
    converse,
)
from tacit.goals import Category, Elicitation, EventKind, Goal, GoalEvent, Intent, Source, TranscriptCheck
from tacit.language import Vocabulary
from tacit.runs import ProtocolCard, RunFolder, RunManifest, plan
from tacit.runs._engine import play

TURNS, CONCURRENCY, WAIT = 10, 100, 0.05
QUESTION = "Thank you. What else should I know before I book the table by the window for the four of you?"
ANSWER = "We would rather sit outside if the evening is warm, and one of us does not eat any nuts at all."
REVEALED = (GoalEvent(1, EventKind.REVEALED, "nuts", Source.USER, how=Elicitation.ACTIVE),)

# Measured elsewhere on this work with 50 ms stubs: milliseconds of CPU an episode, wall time over the ideal.
PEERS = (
    ("DeepEval's simulator", "4.3 to 7.1", "1.09 to 1.32"),
    ("verifiers 0.1.14", "20", "2.1"),
    ("Inspect AI", "62 to 72", "6.2 to 7.4"),
    ("Scenario", "61 to 73", "6.3"),
    ("verifiers 0.4", "133 to 165", "13 to 17"),
)


class Cost(NamedTuple):
    """CPU and wall time of a whole run, in seconds."""

    cpu: float
    wall: float


# ── what is run ─────────────────────────────────────────────────────────────────────────────────────


class Clerk:
    """Says one thing, at once."""

    def act(self, view: AgentView) -> AgentTurn:
        return AgentTurn(QUESTION)


class Guest:
    """Answers one thing, at once, until it has said enough; the first answer reveals the wish."""

    def reply(self, view: UserView) -> UserTurn:
        events = REVEALED if view.turn == 1 else ()
        return UserTurn(ANSWER, events, ending=Ending.SATISFIED if view.turn == TURNS else None)


@dataclass(frozen=True)
class SlowClerk:
    """Says the same after a while."""

    wait: float

    async def act(self, view: AgentView) -> AgentTurn:
        if self.wait:
            await asyncio.sleep(self.wait)
        return AgentTurn(QUESTION)


@dataclass(frozen=True)
class SlowGuest:
    """Answers the same after a while."""

    wait: float

    async def reply(self, view: UserView) -> UserTurn:
        if self.wait:
            await asyncio.sleep(self.wait)
        return Guest().reply(view)


class Chat:
    """A world with nothing in it: one wish, no tools."""

    name, version, default_family, floor, ceiling = "chat", "1", "plain", "none", "none"
    families: Sequence[str] = ("plain",)
    policies: Mapping[str, Policy] = {}
    perturbations: Mapping[str, int] = {}
    vocabulary = Vocabulary({}, {}, {})
    instructions = "Book a table."

    def scenario(self, family: str, split: str, seed: int) -> Scenario:
        check = TranscriptCheck(measure="mentions", op="ge", value=1, pattern="nuts")
        wish = Intent(id="nuts", category=Category.PREFERENCE, text="no nuts", facet="table.nuts", check=check)
        return Scenario(
            id=f"chat/{seed}",
            world=self.name,
            family=family,
            split="dev",
            seed=seed,
            goal=Goal(intents=(wish,)),
            opening="A table for four, please.",
            precise="A table for four, please, and nothing with nuts.",
        )

    def perturbed(self, scenario: Scenario, kind: str) -> Sequence[Scenario]:
        return ()

    def tools(self, scenario: Scenario) -> Sequence[Tool]:
        return ()

    def open(self, scenario: Scenario) -> Session:
        return NoTools()


class NoTools:
    """A session nobody calls."""

    def run(self, calls: Sequence[ToolCall], who: Who) -> ToolResults:
        raise NotImplementedError


# ── the two loops ───────────────────────────────────────────────────────────────────────────────────


def card_of(world: World, episodes: int) -> ProtocolCard:
    """The protocol of a run."""
    return ProtocolCard(
        world=world.name,
        world_version=world.version,
        families=tuple(world.families),
        split="dev",
        scenarios=episodes,
        seed=0,
        trials=1,
        twins=False,
        user="stub",
        limits=Limits(),
        act_seconds=60.0,
        tacit="0",
    )


def engine(episodes: int, agent: AgentFactory, make_user: Callable[[Scenario], User], path: Path) -> None:
    """Play and store a run as ``tacit.evaluate`` does."""
    world = Chat()
    card = card_of(world, episodes)
    manifest = RunManifest(card=card, agents=(), floor=world.floor, ceiling=world.ceiling, created="", python="")
    with RunFolder.create(path, manifest) as folder:
        jobs = plan(world, card, [agent])
        asyncio.run(play(world, card, jobs, make_user=make_user, store=folder.append, concurrency=CONCURRENCY))


class Line(BaseModel):
    """One message."""

    role: str
    content: str


class Conversation(BaseModel):
    """The bare loop's record."""

    id: int
    messages: list[Line]


async def bare(episodes: int, wait: float, path: Path) -> None:
    """What the engine is held against."""

    async def say(text: str) -> str:
        if wait:
            await asyncio.sleep(wait)
        return text

    async def converse(number: int) -> None:
        async with slots:
            messages = [Line(role="user", content="A table for four, please.")]
            for _ in range(TURNS):
                messages.append(Line(role="assistant", content=await say(QUESTION)))
                messages.append(Line(role="user", content=await say(ANSWER)))
            file.write(Conversation(id=number, messages=messages).model_dump_json().encode() + b"\n")

    slots = asyncio.Semaphore(CONCURRENCY)
    with open(path, "wb", buffering=0) as file:
        async with asyncio.TaskGroup() as group:
            for number in range(episodes):
                group.create_task(converse(number))


# ── what it costs ───────────────────────────────────────────────────────────────────────────────────


def costs(works: Mapping[str, Callable[[Path], object]], rounds: int) -> dict[str, Cost]:
    """The least CPU and the least wall time of each work, taken in turns so that a busy spell hits all alike."""
    taken: dict[str, list[Cost]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            with TemporaryDirectory() as folder:
                cpu, wall = time.process_time(), time.monotonic()
                work(Path(folder) / "run")
                taken[name].append(Cost(time.process_time() - cpu, time.monotonic() - wall))
    return {name: Cost(min(one.cpu for one in all_), min(one.wall for one in all_)) for name, all_ in taken.items()}


def print_table(title: str, episodes: int, ideal: float, rows: Mapping[str, Cost]) -> None:
    """A row a loop, and how it stands to the first; ``ideal`` is a wall time in seconds, 0 if there is none."""
    base = next(iter(rows.values()))
    print(f"{title:<32}{'CPU-ms an episode':>18}{'ratio':>7}" + (f"{'wall/ideal':>14}{'ratio':>7}" if ideal else ""))
    for name, found in rows.items():
        wall = f"{found.wall / ideal:>14.3f}{found.wall / base.wall:>7.3f}" if ideal else ""
        print(f"  {name:<30}{1000 * found.cpu / episodes:>18.3f}{found.cpu / base.cpu:>7.2f}{wall}")


def print_parts(episodes: int) -> None:
    """Where the CPU of an episode goes when its stubs return at once, in microseconds."""
    world, clerk, guest = Chat(), Clerk(), Guest()
    card = card_of(world, episodes)
    agent = AgentFactory("stub", "0", lambda scenario: clerk, instant=True)
    jobs = list(plan(world, card, [agent]))

    def played() -> list[Dialogue]:
        return [converse(*begin(world, job.scenario, card.limits), guest, clerk) for job in jobs]

    def recorded() -> list[Episode]:
        return [Episode.of(one, id="0", agent="stub", user="stub", trial=0) for one in dialogues]

    def stored(path: Path) -> None:
        manifest = RunManifest(card=card, agents=(), floor="none", ceiling="none", created="", python="")
        with RunFolder.create(path, manifest) as folder:
            for one in records:
                folder.append(one)

    dialogues = played()
    views = dialogues[0].view_for_agent(), dialogues[0].view_for_user()
    records = recorded()
    works: dict[str, Callable[[Path], object]] = {
        "planned": lambda _: list(plan(world, card, [agent])),
        "stubs": lambda _: [(clerk.act(views[0]), guest.reply(views[1])) for _ in range(episodes * TURNS)],
        "begun": lambda _: [begin(world, job.scenario, card.limits) for job in jobs],
        "played": lambda _: played(),
        "recorded": lambda _: recorded(),
        "serialised": lambda _: [one.model_dump_json().encode() for one in records],
        "stored": stored,
    }
    took = {name: 1e6 * cost.cpu / episodes for name, cost in costs(works, 5).items()}
    parts = {
        "the world's scenario, and its id": took["planned"],
        "roles and goal state set up": took["begun"],
        "the stubs themselves": took["stubs"],
        "20 acts: loop, limits, views, events, check": took["played"] - took["begun"] - took["stubs"],
        "the record": took["recorded"],
        "the record as JSON": took["serialised"],
        "one line appended": took["stored"] - took["serialised"],
    }
    print(f"{'where it goes, with no event loop':<46}{'µs an episode':>14}")
    for name, microseconds in parts.items():
        print(f"  {name:<44}{microseconds:>14.0f}")


def main() -> None:
    episodes = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    instant = AgentFactory("stub", "0", lambda scenario: Clerk(), instant=True)

    def loops(wait: float) -> dict[str, Callable[[Path], object]]:
        agent = AgentFactory("stub", "0", lambda scenario: SlowClerk(wait))
        return {
            "bare asyncio loop": lambda path: asyncio.run(bare(episodes, wait, path)),
            "tacit": lambda path: engine(episodes, agent, lambda scenario: SlowGuest(wait), path),
        }

    print(f"{episodes:,} episodes of {2 * TURNS} calls, {CONCURRENCY} at a time, records on disk\n")
    works = loops(0) | {"tacit, no event loop": lambda path: engine(episodes, instant, lambda scenario: Guest(), path)}
    print_table("stubs that return at once", episodes, 0, costs(works, 5))
    print()
    print_parts(episodes)
    print()
    ideal = episodes / CONCURRENCY * 2 * TURNS * WAIT
    print_table("stubs that take 50 ms", episodes, ideal, costs(loops(WAIT), 2))
    print("  measured elsewhere: the same work, another machine (there the bare loop took 0.6 ms, 1.03)")
    for name, cpu, wall in PEERS:
        print(f"  {name:<30}{cpu:>18}{'':>7}{wall:>14}")


if __name__ == "__main__":
    main()
