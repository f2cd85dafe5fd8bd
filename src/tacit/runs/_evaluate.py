"""Evaluation from beginning to end: card, folder, episodes, scorecards."""

from __future__ import annotations

import asyncio
import datetime as dt
import math
import platform
import subprocess
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from tacit.agents import AgentFactory
from tacit.dialogue import Episode, Limits, Scenario, User, World
from tacit.errors import RunFolderError, UsageError
from tacit.runs._card import AgentEntry, ProtocolCard, RunManifest
from tacit.runs._engine import play
from tacit.runs._folder import RunFolder
from tacit.runs._plan import Job, plan, references, size
from tacit.runs._source import ScenarioFile
from tacit.scores import EpisodeScore, Scorecard, score, scorecards
from tacit.users import RuleUser
from tacit.worlds import load_world

Watcher = Callable[[Episode, int, int], None]


def evaluate(
    world: str | World,
    agents: Sequence[AgentFactory] = (),
    *,
    out: str | Path,
    families: Sequence[str] = (),
    split: str = "dev",
    n: int = 50,
    trials: int = 1,
    seed: int = 0,
    twins: bool = False,
    perturb: Sequence[str] = (),
    scenarios: str | Path | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    act_seconds: float = 60.0,
    concurrency: int = 16,
    resume: bool = False,
    watch: Watcher = lambda episode, done, total: None,
    notice: Callable[[str], None] = lambda text: None,
) -> RunFolder:
    """Evaluate agents on simulated users, beside the world's scripted references.

    Args:
        world: a world or its name.
        agents: the agents under test, from ``tacit.agents.load``.
        out: the run folder; must be new or empty unless ``resume``.
        families: difficulties; the world's default if none is given. ``n`` scenarios of each are run.
        split: ``train``, ``dev`` or ``test``.
        trials: how often each scenario is repeated, with other luck.
        seed: first scenario's seed; the following ones count on.
        twins: also run the fully specified twin of each scenario.
        perturb: also run each scenario under these disturbances, named by the world.
        scenarios: a file with one scenario a line; those are run, and families, split, ``n`` and seed are as they are.
        act_seconds: the longest an agent may take for one act.
        concurrency: conversations at a time.
        resume: continue a run of the same card; what is stored is not run again.
        watch: hears of each finished episode, with how many are done and how many there will be at most.
        notice: hears of things a person should know, such as a repaired file.

    Raises:
        UsageError: something asked for cannot be done; see its subclasses.
    """
    world = load_world(world) if isinstance(world, str) else world
    _not_in_a_loop()
    if concurrency < 1:
        raise UsageError(f"{concurrency} conversations at a time are none; concurrency must be at least 1")
    source = None if scenarios is None else ScenarioFile(scenarios, world)
    card = _card(world, families, split, n, trials, seed, twins, perturb, source, limits, act_seconds)
    entrants = [*agents, *references(world)]
    _distinct(entrants)
    with _folder(Path(out), _manifest(world, card, agents), resume, notice) as folder:
        stored = folder.ids() if resume else set()
        total = size(world, card, len(entrants))
        done = len(stored)

        def store(episode: Episode) -> None:
            nonlocal done
            folder.append(episode)
            done += 1
            watch(episode, done, total)

        def user(scenario: Scenario) -> User:
            return RuleUser(scenario, world.vocabulary)

        jobs = (job for job in plan(world, card, entrants, source) if job.id not in stored)
        asyncio.run(_run(world, card, jobs, user, store, concurrency, agents))
    return RunFolder(folder.path)


def read_scores(run: RunFolder | str | Path) -> list[EpisodeScore]:
    """Scores of every stored episode of a run."""
    return [score(episode) for episode in RunFolder.at(run).episodes()]


def read_scorecards(run: RunFolder | str | Path, scores: Iterable[EpisodeScore] | None = None) -> dict[str, Scorecard]:
    """Scorecards of a run, agents under test first, references from floor to ceiling after them.

    Args:
        scores: those of its episodes; read from the folder, one at a time, if not given.
    """
    folder = RunFolder.at(run)
    manifest = folder.manifest
    found = scorecards(
        map(score, folder.episodes()) if scores is None else scores,
        floor=manifest.floor,
        ceiling=manifest.ceiling,
        labels={agent.name: agent.label for agent in manifest.agents},
    )
    return {agent.name: found[agent.name] for agent in manifest.agents if agent.name in found}


def _not_in_a_loop() -> None:
    """Refuse to be called where an event loop runs, as in a notebook's cell."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise UsageError("an event loop is running here, as in a notebook; use: await asyncio.to_thread(tacit.evaluate, …)")


async def _run(
    world: World,
    card: ProtocolCard,
    jobs: Iterable[Job],
    user: Callable[[Scenario], User],
    store: Callable[[Episode], None],
    concurrency: int,
    agents: Sequence[AgentFactory],
) -> None:
    try:
        await play(world, card, jobs, make_user=user, store=store, concurrency=concurrency)
    finally:
        for agent in agents:
            if agent.close is not None:
                await agent.close()


def _card(
    world: World,
    families: Sequence[str],
    split: str,
    n: int,
    trials: int,
    seed: int,
    twins: bool,
    perturb: Sequence[str],
    source: ScenarioFile | None,
    limits: Limits,
    act_seconds: float,
) -> ProtocolCard:
    if n < 1 or trials < 1:
        raise UsageError(f"{n} scenarios with {trials} trials are no run; both must be at least 1")
    if not 0 < act_seconds < math.inf:
        raise UsageError(f"an agent cannot act within {act_seconds} seconds; give it a positive, finite time")
    if unknown := [kind for kind in perturb if kind not in world.perturbations]:
        known = ", ".join(world.perturbations) or "none"
        raise UsageError(f"world {world.name!r} has no perturbation {unknown[0]!r}; it has: {known}")
    if source is None:
        families = _canonical(world, families or (world.default_family,), split, seed)
    else:
        families, split, n, seed = source.families, source.split, source.count, 0
    return ProtocolCard(
        world=world.name,
        world_version=world.version,
        families=tuple(families),
        split=split,
        scenarios=n,
        seed=seed,
        trials=trials,
        twins=twins,
        perturbations=tuple(dict.fromkeys(perturb)),
        source="" if source is None else source.digest,
        user=RuleUser.name,
        limits=limits,
        act_seconds=act_seconds,
        tacit=version("tacit"),
    )


def _canonical(world: World, families: Sequence[str], split: str, seed: int) -> tuple[str, ...]:
    """The families as their scenarios call them, each once.

    Raises:
        DifficultyError: one of them cannot be generated.
    """
    return tuple(dict.fromkeys(world.scenario(family, split, seed).family for family in families))


def _distinct(entrants: Sequence[AgentFactory]) -> None:
    names = [entrant.name for entrant in entrants]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise UsageError(f"two agents are called {twice!r}; give each agent once, under a name of its own")


def _manifest(world: World, card: ProtocolCard, agents: Sequence[AgentFactory]) -> RunManifest:
    tested = [AgentEntry(name=a.name, label=a.name, digest=a.digest) for a in agents]
    scripted = [
        AgentEntry(name=p.name, label=p.label, digest=world.version, reference=True) for p in world.policies.values()
    ]
    return RunManifest(
        card=card,
        agents=(*tested, *scripted),
        floor=world.floor,
        ceiling=world.ceiling,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        python=platform.python_version(),
        git=_git_revision(),
    )


def _folder(path: Path, manifest: RunManifest, resume: bool, notice: Callable[[str], None]) -> RunFolder:
    if not resume or not (path / "run.json").exists():
        return RunFolder.create(path, manifest)
    folder = RunFolder.resume(path, notice)
    stored = folder.manifest
    changed = list(stored.card.differences(manifest.card))
    if [(a.name, a.digest) for a in stored.agents] != [(a.name, a.digest) for a in manifest.agents]:
        changed.append("agents (or their code)")
    if changed:
        folder.close()
        raise RunFolderError(
            f"{str(path)!r} holds another run (different: {', '.join(changed)}); repeat its own command with --resume, "
            "or choose another --out"
        )
    return folder


def _git_revision() -> str:
    """Revision of the repository the command was given in, "" if there is none."""
    try:
        done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
