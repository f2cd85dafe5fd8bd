"""How well the rule-driven user understands questions that were written elsewhere.

Ten sets in ``questions/``, each by another writer (language models all) who saw the list of facets and none of the
rules:

- ``frozen.jsonl`` was labelled and frozen first; the rules were developed without looking at it, and it is
  only ever counted, never read. Once the errors were counted by style of message, which sent the rules to long
  ones. Its figures are the ones to publish.
- ``dev.jsonl`` is the set the rules were developed on.
- ``dev2.jsonl``, ``dev3.jsonl`` and ``dev4.jsonl`` were tests once, when the rules first met them, and then
  served development as well. What the rules reached on the last two at first sight (single-facet and
  multi-facet questions read exactly; messages in which something unasked would be revealed): 83 %, 84 %
  and 6.0 % on ``dev3``, which is the chattiest, and 94 %, 93 % and 2.7 % on ``dev4``.
- ``dev5.jsonl`` and ``dev6.jsonl`` hold only long messages (compound, formal and chatty), and were first tests,
  then development, too. At first sight: 88 %, 93 % and 6.0 % on ``dev5``, 88 %, 85 % and 10.0 % on ``dev6``.
- ``bundles-frozen.jsonl`` and ``bundles-dev.jsonl`` ask about a trip as a whole: budget, priorities, loyalty. One writer
  wrote 140 messages, shuffled; half were developed on, the other half only ever counted. At first sight the rules read
  46.5 % of the single-facet questions of the frozen half exactly, and 47.6 % of the other. ``bundles-dev2.jsonl`` is by
  another writer, and was developed on after 58.8 % at first sight.

Run: ``python benchmarks/understanding.py [dev dev2 dev3 dev4 dev5 dev6 frozen bundles-dev bundles-dev2 bundles-frozen]``; all unless named.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from tacit.language import read
from tacit.worlds.travel.vocabulary import vocabulary

HERE = Path(__file__).parent


def figures(items: list[dict]) -> dict[str, tuple[int, int]]:
    """Counts (right, all) for each aim, over labelled messages."""
    counts: dict[str, list[int]] = {}

    def count(name: str, right: bool) -> None:
        tally = counts.setdefault(name, [0, 0])
        tally[0] += right
        tally[1] += 1

    for item in items:
        reading = read(item["text"], vocabulary(), tuple(item["trip"]))
        gold, got = set(item["facets"]), set(reading.facets)
        size = "single-facet" if len(gold) == 1 else "multi-facet"
        if item["act"] == "question":
            count(f"{size} questions: exactly right", got == gold)
            count(f"{size} questions: asked facets found", gold <= got)
        if item["act"] == "proposal":
            count("proposals: facet found", gold <= got)
        if not gold:
            count(f"{item['act']}: nothing asked", not got)
        count("messages where something unasked would be revealed", bool(got - gold))
        count("speech act right", reading.act == item["act"])
        if item["act"] == "question":
            count("offers of alternatives told apart", reading.offers == item["offers"])
    return {name: (right, all_) for name, (right, all_) in counts.items()}


def load(name: str) -> list[dict]:
    """The items of a set."""
    return [json.loads(line) for line in (HERE / "questions" / f"{name}.jsonl").read_text().splitlines()]


def main() -> None:
    """Print the figures of the sets named on the command line."""
    names = sys.argv[1:] or [
        "dev",
        "dev2",
        "dev3",
        "dev4",
        "dev5",
        "dev6",
        "frozen",
        "bundles-dev",
        "bundles-dev2",
        "bundles-frozen",
    ]
    for name in names:
        items = load(name)
        print(f"\n{name}: {len(items)} messages, {dict(Counter(item['act'] for item in items))}")
        for what, (right, total) in sorted(figures(items).items()):
            print(f"  {what:<52}{right:>4} / {total:<4}{100 * right / total:6.1f} %")


if __name__ == "__main__":
    main()
