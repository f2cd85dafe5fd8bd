"""How much CPU the travel world costs: conversations, scenarios, and reading one message.

Every figure is per second of CPU of one process, the best of three, so that a busy machine does not count. Nothing
is asserted. Run: ``python benchmarks/travel.py [scenarios a family]``.
"""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tacit.dialogue import Limits, Policy, Scenario, World, begin, converse
from tacit.language import read
from tacit.users import RuleUser
from tacit.worlds import load_world

QUESTIONS = Path(__file__).parent / "questions" / "dev.jsonl"
REPEATS = 3


def cpu_seconds(work: Callable[[int], object]) -> float:
    """The least CPU time that a piece of work took; it is given the number of the repetition."""
    taken: list[float] = []
    for repeat in range(REPEATS):
        start = time.process_time()
        work(repeat)
        taken.append(time.process_time() - start)
    return max(min(taken), 1e-9)


def make(world: World, family: str, n: int, repeat: int) -> Iterator[Scenario]:
    """Scenarios of a family, other ones in each repetition, one at a time as a run makes them."""
    return (world.scenario(family, "dev", repeat * n + seed) for seed in range(n))


def play(world: World, policy: Policy, scenarios: Iterable[Scenario]) -> None:
    """One conversation a scenario, from beginning to end."""
    for scenario in scenarios:
        dialogue, session = begin(world, scenario, Limits())
        converse(dialogue, session, RuleUser(scenario, world.vocabulary), policy.make(scenario))


def print_rates(world: World, n: int) -> None:
    """A row a family: scenarios made, and episodes played by each scripted agent, per CPU second."""
    names = list(world.policies)
    print(f"per CPU second, {n} scenarios of each family; last column: one-at-a-time against oracle\n")
    print(f"{'family':<8}{'scenarios':>10}" + "".join(f"{name:>15}" for name in names) + f"{'ratio':>8}")
    for family in world.families:
        made = n / cpu_seconds(lambda repeat, family=family: deque(make(world, family, n, repeat), maxlen=0))
        scenarios = [list(make(world, family, n, repeat)) for repeat in range(REPEATS)]
        rates = {
            name: n / cpu_seconds(lambda repeat, policy=policy, made=scenarios: play(world, policy, made[repeat]))
            for name, policy in world.policies.items()
        }
        ratio = rates[names[-2]] / rates[names[-1]]
        print(f"{family:<8}{made:>10.0f}" + "".join(f"{rates[name]:>15.0f}" for name in names) + f"{ratio:>8.2f}")


def print_reading(world: World) -> None:
    """Milliseconds of CPU that reading a message takes, when it was never read before and when it was."""
    items = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]

    def fresh(repeat: int) -> None:
        for item in items:
            read(f"{item['text']} Booking {repeat}.", world.vocabulary, tuple(item["trip"]))

    def again(repeat: int) -> None:
        for item in items:
            read(f"{item['text']} Booking 0.", world.vocabulary, tuple(item["trip"]))

    new, known = (1000 * cpu_seconds(work) / len(items) for work in (fresh, again))
    print(f"\nread() of a new message    {new:8.3f} ms   ({len(items)} messages of {QUESTIONS.name})")
    print(f"read() of a known message  {known:8.3f} ms   ({new / known:.0f} times less)")


def main() -> None:
    world = load_world("travel")
    play(world, world.policies["ask-all"], [world.scenario("22", "dev", 0)])  # builds the vocabulary
    print_rates(world, int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    print_reading(world)


if __name__ == "__main__":
    main()
