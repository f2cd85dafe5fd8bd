"""``tacit eval``: run an agent on simulated users and print its scorecard."""

from __future__ import annotations

import datetime as dt
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tacit.runs import RunFolder
    from tacit.scores import Scorecard


_DRAWN = {"n": "-n", "seed": "--seed", "family": "--family", "split": "--split"}
"""Options that say which scenarios to generate."""

_FOR_ENDPOINTS = {
    name: f"--{name.replace('_', '-')}"
    for name in (
        "base_url",
        "cache",
        "record",
        "replay",
        "budget_tokens",
        "budget_usd",
        "price",
        "model_calls",
        "tokens_per_minute",
    )
}
"""Options that say how models are called."""


def evaluate(
    context: typer.Context,
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
    perturb: Annotated[
        str | None,
        typer.Option(help="Also run each scenario disturbed, comma-separated: paraphrase, failures, change."),
    ] = None,
    scenarios: Annotated[
        Path | None, typer.Option(help="A file with one scenario a line, such as an import wrote; all of it is run.")
    ] = None,
    user: Annotated[str, typer.Option(help="Who plays the user.")] = "rules",
    turns: Annotated[int, typer.Option(help="Most messages from the agent to the user.")] = 30,
    act_seconds: Annotated[float, typer.Option(help="Longest time for one act of the agent.")] = 60.0,
    concurrency: Annotated[int, typer.Option(help="Conversations at a time.")] = 16,
    cache: Annotated[
        Path | None, typer.Option(help="Folder to keep models' answers in, so that none is paid for twice.")
    ] = None,
    record: Annotated[Path | None, typer.Option(help="New folder to record models' answers in, for --replay.")] = None,
    replay: Annotated[
        Path | None, typer.Option(help="Folder of recorded answers to run from, calling no model.")
    ] = None,
    budget_tokens: Annotated[int | None, typer.Option(help="Most tokens to spend on models.")] = None,
    budget_usd: Annotated[float | None, typer.Option(help="Most dollars to spend on models; needs --price.")] = None,
    price: Annotated[
        list[str] | None,
        typer.Option(help="IN,OUT or MODEL=IN,OUT: dollars for a million tokens read and written; may be repeated."),
    ] = None,
    model_calls: Annotated[int | None, typer.Option(help="Calls of one model at a time.")] = None,
    tokens_per_minute: Annotated[int | None, typer.Option(help="Most tokens of one model in a minute.")] = None,
    out: Annotated[Path | None, typer.Option(help="Run folder; a new one under runs/ by default.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Continue the run in --out.")] = False,
    compat: Annotated[
        str | None, typer.Option(help="Also print the figures as a published benchmark defines them: userbench.")
    ] = None,
) -> None:
    """Evaluate agents on simulated users, beside the world's scripted floors and ceilings."""
    from tacit import agents, runs
    from tacit.cli._calls import call_terms
    from tacit.cli._console import Output
    from tacit.cli._progress import watching
    from tacit.dialogue import Limits
    from tacit.reports import check_compat, gather, terminal_compat, terminal_scorecard, write_report

    _check(user, turns, act_seconds, concurrency, out, resume)
    families, disturbances = _several("--family", family), _several("--perturb", perturb)
    if compat is not None:
        check_compat(compat, world, families, from_file=scenarios is not None)
    if scenarios is not None:
        _check_not_drawn(context)
    endpoints = _check_unused(context, agent or [], isolate)
    terms = call_terms(
        cache=cache,
        record=record,
        replay=replay,
        resume=resume,
        budget_tokens=budget_tokens,
        budget_usd=budget_usd,
        price=price or (),
        model_calls=model_calls,
        tokens_per_minute=tokens_per_minute,
    )
    tested = [
        agents.load(spec, base_url=base_url, isolate=isolate, act_seconds=act_seconds, terms=terms)
        for spec in agent or ()
    ]
    folder_path = out or Path("runs") / f"{world}-{dt.datetime.now():%Y%m%d-%H%M%S}"
    errors = Output(stderr=True)
    again = f"repeat the command with --out {shlex.quote(str(folder_path))} --resume"
    with watching([one.name for one in tested], again) as watch:
        folder = runs.evaluate(
            world,
            tested,
            out=folder_path,
            families=families,
            split=split,
            n=n,
            trials=trials,
            seed=seed,
            twins=twins,
            perturb=disturbances,
            scenarios=scenarios,
            limits=Limits(turns=turns),
            act_seconds=act_seconds,
            concurrency=concurrency,
            resume=resume,
            watch=watch,
            notice=lambda text: errors.say(f"note: {text}"),
        )
    gathered = gather(folder)
    report = write_report(folder, gathered=gathered)
    console = Output()
    terminal_scorecard(gathered.cards, folder.manifest, console)
    if compat is not None:
        terminal_compat(compat, folder, console)
    console.say(f"\nrun     {folder.path}\nreport  {report}")
    for line in _failures(folder, gathered.cards, [one.name for one in tested]):
        errors.say(f"note: {line}")
    if endpoints:
        errors.say(f"note: {terms.budget}")
    if not tested:
        errors.say("note: only scripted agents were run; give --agent to evaluate yours")


def _failures(folder: RunFolder, cards: Mapping[str, Scorecard], tested: Sequence[str]) -> list[str]:
    """For each agent that broke, how often and how it broke first: a wrong key looks like a bad score otherwise."""
    from tacit.reports import harmless

    broken = {name for name in tested if name in cards and "agent_error" in cards[name].endings}
    times, first = Counter[str](), dict[str, str]()
    for episode in folder.episodes() if broken else ():
        if episode.agent in broken and episode.ending == "agent_error":
            times[episode.agent] += 1
            first.setdefault(episode.agent, episode.detail)
    return [f"{name} failed in {n} episodes, first with: {harmless(first[name])}" for name, n in times.items()]


def _check_unused(context: typer.Context, agents: Sequence[str], isolate: bool) -> bool:
    """Whether there are endpoints among the agents; refuses options for agents that there are none of."""
    from tacit.errors import UsageError

    endpoints = [spec for spec in agents if spec.startswith("openai/")]
    if not endpoints and (given := _given(context, _FOR_ENDPOINTS)):
        raise UsageError(f"{given[0]} is for endpoints; give --agent openai/MODEL with it, or leave it out")
    if isolate and len(endpoints) == len(agents):
        raise UsageError("--isolate is for Python agents; give --agent module.py:name with it, or leave it out")
    return bool(endpoints)


def _several(option: str, names: str | None) -> list[str]:
    """The names of a comma-separated option; none if it was not given."""
    from tacit.errors import UsageError

    parts = [] if names is None else [part.strip() for part in names.split(",")]
    if "" in parts:
        raise UsageError(f"{option} lacks a name; give one or more, separated by commas, or leave it out")
    return parts


def _check_not_drawn(context: typer.Context) -> None:
    """A file brings its scenarios, so nothing may be said about which to generate."""
    from tacit.errors import UsageError

    if given := _given(context, _DRAWN):
        raise UsageError(f"--scenarios runs the whole file as it is; leave out {', '.join(given)}")


def _given(context: typer.Context, flags: Mapping[str, str]) -> list[str]:
    """Those flags that were given on the command line."""
    sources = {flag: context.get_parameter_source(name) for name, flag in flags.items()}
    return [flag for flag, source in sources.items() if source is not None and source.name != "DEFAULT"]


def _check(user: str, turns: int, act_seconds: float, concurrency: int, out: Path | None, resume: bool) -> None:
    from tacit.errors import UsageError

    if user != "rules":
        raise UsageError(f"there is no user {user!r}; the users of this version are: rules")
    if turns < 1 or act_seconds <= 0 or concurrency < 1:
        raise UsageError("--turns, --act-seconds and --concurrency must be positive")
    if resume and out is None:
        raise UsageError("--resume needs --out with the folder of the run to continue")
