"""``tacit demo``: the whole idea in a minute, with no key and no network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tacit.cli._console import Output
    from tacit.dialogue import Episode
    from tacit.scores import EpisodeScore, Scorecard

_ASKING = "one-at-a-time"
_SHOWN = ("silent", "ask-all", _ASKING, "oracle")
_LONGEST = 8


def demo(
    n: Annotated[int, typer.Option("-n", help="Scenarios.")] = 100,
    out: Annotated[Path | None, typer.Option(help="Run folder; a new one under runs/ by default.")] = None,
) -> None:
    """Show one conversation, what scripted agents got of their users' wishes, and a report."""
    from tacit import runs
    from tacit.cli._console import Output
    from tacit.cli._progress import watching
    from tacit.reports import narrate, terminal_scorecard, write_report

    console = Output()
    console.say("ONE CONVERSATION, with what the user wanted but did not say\n")
    narrate(_short_conversation(), console)

    folder_path = out or Path("runs") / f"demo-{dt.datetime.now():%Y%m%d-%H%M%S}"
    with watching([_ASKING], "start the demo again for the rest of it") as watch:
        folder = runs.evaluate("travel", out=folder_path, n=n, watch=watch)
    scores = runs.read_scores(folder)
    cards = runs.read_scorecards(folder, scores)
    _sum_up(cards["silent"], scores, n, console)
    terminal_scorecard({name: cards[name] for name in _SHOWN}, folder.manifest, console)
    console.say(f"\nThe report: {write_report(folder)}")
    console.say(
        "\nTry next:\n"
        "  .venv/bin/tacit play travel                      be the user yourself\n"
        "  .venv/bin/tacit new agent my_agent.py            a small agent of your own\n"
        "  .venv/bin/tacit eval travel --agent my_agent.py:agent"
    )


def _short_conversation() -> Episode:
    """The first short one, by seed, in which one wish was honoured and another lost after it was hinted at."""
    from tacit.dialogue import Episode, Limits, begin, converse
    from tacit.goals import Cause, lost_to
    from tacit.users import RuleUser
    from tacit.worlds import load_world

    world = load_world("travel")
    for seed in range(1000):
        scenario = world.scenario("2", "dev", seed)
        dialogue, session = begin(world, scenario, Limits())
        converse(dialogue, session, RuleUser(scenario, world.vocabulary), world.policies[_ASKING].make(scenario))
        state = dialogue.state
        causes = {lost_to(state.intents[intent.id]) for intent in scenario.goal if state.weight(intent.id)}
        if dialogue.turn <= _LONGEST and causes == {None, Cause.NOT_UNDERSTOOD}:
            return Episode.of(dialogue, id="demo", agent=_ASKING, user=RuleUser.name, trial=0)
    raise RuntimeError("no seed gives a short conversation in which a wish is lost")


def _sum_up(silent: Scorecard, scores: Sequence[EpisodeScore], n: int, console: Output) -> None:
    from tacit.scores import compare

    of = {name: [one for one in scores if one.agent == name] for name in (_ASKING, "silent")}
    gained = compare(of[_ASKING], of["silent"]).difference
    right, honoured = silent.metrics["full"].mean, silent.metrics["alignment"].mean
    console.say(
        f"\n{n} TRIPS, {len(_SHOWN)} scripted agents (no language model involved)\n\n"
        f"The agent that never asks booked {100 * right:.0f} % of the trips right and honoured\n"
        f"{100 * honoured:.0f} % of the wishes; asking one question at a time gained "
        f"{100 * gained.mean:.0f} ± {100 * gained.half_width:.0f} points.\n"
    )
