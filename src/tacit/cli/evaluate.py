"""``tacit eval``: run an agent on simulated users and print its scorecard."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tacit.runs import RunFolder


def evaluate(
    world: Annotated[str, typer.Argument(help="The world, such as travel.")],
    agent: Annotated[
        list[str] | None,
        typer.Option(help="module.py:name or openai/MODEL; may be repeated. Without it, only the scripted agents run."),
    ] = None,
    base_url: Annotated[str | None, typer.Option(help="Where openai/MODEL is served.")] = None,
    isolate: Annotated[
        bool, typer.Option("--isolate", help="Give every episode's agent a process of its own.")
    ] = False,
    n: Annotated[int, typer.Option("-n", help="Scenarios of each family.")] = 50,
    trials: Annotated[int, typer.Option(help="Repetitions of each scenario.")] = 1,
    seed: Annotated[int, typer.Option(help="Seed of the first scenario.")] = 0,
    family: Annotated[
        str | None, typer.Option(help="Difficulties, comma-separated: a digit an aspect, its number of wishes.")
    ] = None,
    split: Annotated[str, typer.Option(help="train, dev or test.")] = "dev",
    twins: Annotated[bool, typer.Option("--twins", help="Also run the fully specified twin of each scenario.")] = False,
    user: Annotated[str, typer.Option(help="Who plays the user.")] = "rules",
    turns: Annotated[int, typer.Option(help="Most messages from the agent to the user.")] = 30,
    act_seconds: Annotated[float, typer.Option(help="Longest time for one act of the agent.")] = 60.0,
    concurrency: Annotated[int, typer.Option(help="Conversations at a time.")] = 16,
    out: Annotated[Path | None, typer.Option(help="Run folder; a new one under runs/ by default.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Continue the run in --out.")] = False,
) -> None:
    """Evaluate agents on simulated users, beside the world's scripted floors and ceilings."""
    from tacit import agents, runs
    from tacit.cli._console import Output
    from tacit.cli._progress import watching
    from tacit.dialogue import Limits
    from tacit.reports import terminal_scorecard, write_report

    _check(user, turns, act_seconds, concurrency, out, resume)
    _check_unused(agent or [], base_url, isolate)
    tested = [agents.load(spec, base_url=base_url, isolate=isolate, act_seconds=act_seconds) for spec in agent or ()]
    folder_path = out or Path("runs") / f"{world}-{dt.datetime.now():%Y%m%d-%H%M%S}"
    errors = Output(stderr=True)
    again = f"repeat the command with --out {shlex.quote(str(folder_path))} --resume"
    with watching([one.name for one in tested], again) as watch:
        folder = runs.evaluate(
            world,
            tested,
            out=folder_path,
            families=[part.strip() for part in family.split(",")] if family else (),
            split=split,
            n=n,
            trials=trials,
            seed=seed,
            twins=twins,
            limits=Limits(turns=turns),
            act_seconds=act_seconds,
            concurrency=concurrency,
            resume=resume,
            watch=watch,
            notice=lambda text: errors.say(f"note: {text}"),
        )
    report = write_report(folder)
    console = Output()
    scores = runs.read_scores(folder)
    terminal_scorecard(runs.read_scorecards(folder, scores), folder.manifest, console)
    console.say(f"\nrun     {folder.path}\nreport  {report}")
    broken = {score.agent for score in scores if score.ending == "agent_error"}
    for line in _failures(folder, [one.name for one in tested if one.name in broken]):
        errors.say(f"note: {line}")
    if not tested:
        errors.say("note: only scripted agents were run; give --agent to evaluate yours")


def _failures(folder: RunFolder, broken: Sequence[str]) -> list[str]:
    """For each agent that broke, how often and how it broke first: a wrong key looks like a bad score otherwise."""
    if not broken:
        return []
    details: dict[str, list[str]] = {}
    for episode in folder.episodes():
        if episode.agent in broken and episode.ending == "agent_error":
            details.setdefault(episode.agent, []).append(episode.detail)
    return [f"{name} failed in {len(found)} episodes, first with: {found[0]}" for name, found in details.items()]


def _check_unused(agents: Sequence[str], base_url: str | None, isolate: bool) -> None:
    from tacit.errors import UsageError

    endpoints = [spec for spec in agents if spec.startswith("openai/")]
    if base_url and not endpoints:
        raise UsageError("--base-url is for endpoints; give --agent openai/MODEL with it, or leave it out")
    if isolate and len(endpoints) == len(agents):
        raise UsageError("--isolate is for Python agents; give --agent module.py:name with it, or leave it out")


def _check(user: str, turns: int, act_seconds: float, concurrency: int, out: Path | None, resume: bool) -> None:
    from tacit.errors import UsageError

    if user != "rules":
        raise UsageError(f"there is no user {user!r}; the users of this version are: rules")
    if turns < 1 or act_seconds <= 0 or concurrency < 1:
        raise UsageError("--turns, --act-seconds and --concurrency must be positive")
    if resume and out is None:
        raise UsageError("--resume needs --out with the folder of the run to continue")
