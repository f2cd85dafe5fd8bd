"""UserBench's zero-question floors, played: every figure beside the published one, on the published mix of families.

The scripted agents that ask nothing play scenarios of the eight families in the numbers of the published test set,
several times over. Nothing is asserted. Run: ``python benchmarks/userbench.py [times]``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from tacit.dialogue import Episode, Limits, World, begin, converse
from tacit.scores import Trace, TraceSample, userbench_trace
from tacit.users import RuleUser
from tacit.worlds import load_world

MIX = {"22": 101, "2222": 17, "33": 87, "233": 61, "333": 53, "44": 67, "334": 47, "444": 38}
PUBLISHED = {
    ("", "random"): (0.056, 0.167, 0.144),
    ("", "silent"): (0.077, 0.231, 0.200),
    ("-multi", "brute-blind"): (0.465, 0.824, 0.776),
    ("-multi", "brute-force"): (0.668, 0.937, 0.901),
}


def traces(world: World, setting: str, policy: str, times: int) -> Iterator[Trace]:
    """Play the mix ``times`` over, with other scenarios each time."""
    for digits, count in MIX.items():
        for seed in range(count * times):
            scenario = world.scenario(digits + setting, "test", seed)
            dialogue, session = begin(world, scenario, Limits())
            user = RuleUser(scenario, world.vocabulary)
            converse(dialogue, session, user, world.policies[policy].make(scenario))
            yield userbench_trace(Episode.of(dialogue, id="", agent=policy, user="rules", trial=0))


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    world = load_world("userbench")
    print(f"{times} x {sum(MIX.values())} episodes a row; in brackets what is published, and how far off we are\n")
    print(f"{'':22}{'best':>23}{'correct':>23}{'score':>23}{'CPU-ms':>10}")
    for (setting, policy), expected in PUBLISHED.items():
        start = time.process_time()
        played = list(traces(world, setting, policy, times))
        cpu = 1000 * (time.process_time() - start) / len(played)
        metrics = TraceSample(played).metrics(multi=setting == "-multi")
        cells = [
            f"{metrics[name].mean:.3f} ({value:.3f} {metrics[name].mean - value:+.3f})"
            for name, value in zip(("best", "correct", "score"), expected, strict=True)
        ]
        row = "".join(f"{cell:>23}" for cell in cells)
        print(f"{policy:<14}{'multi' if setting else 'single':<8}{row}{cpu:>10.2f}")


if __name__ == "__main__":
    main()
