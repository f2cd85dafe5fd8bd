"""The report: one HTML file that needs no network, no script to be read, and no second file.

Everything that came out of a conversation is escaped, and its steering characters are made visible. The
page's own content-security policy forbids requests altogether and every script but the report's own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tacit.dialogue import Ending
from tacit.errors import RunFolderError
from tacit.goals import Cause
from tacit.reports import _charts as charts
from tacit.reports import _words as words
from tacit.reports._losses import EpisodeFates, by_facet, choose, examples, fates
from tacit.reports._palette import DARK, LIGHT, part_of
from tacit.reports._subject import subjects
from tacit.reports._tables import further_table, scorecard_table
from tacit.reports._transcript import Conversation, ended_how, lay_out
from tacit.runs import RunFolder, RunManifest, read_scorecards
from tacit.scores import EpisodeScore, Scorecard, score

if TYPE_CHECKING:
    from jinja2 import Environment

_SHOWN, _SHOWN_BESIDE = 12, 3


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What one pass over a run's episodes leaves: its scorecards, and what became of the subjects' wishes."""

    cards: dict[str, Scorecard]
    subjects: tuple[str, ...]
    fates: dict[str, list[EpisodeFates]]


def write_report(run: RunFolder | str | Path, path: Path | None = None) -> Path:
    """Write the HTML report of a run.

    Args:
        run: a run, or its folder's path.
        path: where to write it; ``report.html`` in the run folder by default.

    Returns:
        Where it was written.

    Raises:
        RunFolderError: the run holds no episodes yet, or the file cannot be written.
    """
    folder = RunFolder.at(run)
    path = folder.path / "report.html" if path is None else Path(path)
    gathered = _gather(folder)
    shown = [one for name in gathered.subjects for one in _choose(gathered, name)]
    page = _render(folder, gathered, shown, _conversations(folder, shown))
    try:
        path.write_text(page, encoding="utf-8", errors="replace")
    except OSError as error:
        raise RunFolderError(f"cannot write {str(path)!r} ({error.strerror}); choose another place") from error
    return path


def _gather(folder: RunFolder) -> _Gathered:
    manifest = folder.manifest
    wanted = {agent.name for agent in manifest.agents}
    scores: list[EpisodeScore] = []
    kept: dict[str, list[EpisodeFates]] = {}
    candidates = subjects(manifest, wanted)
    for episode in folder.episodes():
        scores.append(score(episode))
        if episode.agent in candidates and episode.variant == "vague":
            kept.setdefault(episode.agent, []).append(fates(episode))
    cards = read_scorecards(folder, scores)
    if not cards:
        raise RunFolderError(f"{str(folder.path)!r} holds no finished episode yet; continue the run with --resume")
    about = tuple(name for name in candidates if name in cards) or subjects(manifest, cards)[:1]
    return _Gathered(cards, about, kept)


def _choose(gathered: _Gathered, name: str) -> list[EpisodeFates]:
    limit = _SHOWN if name == gathered.subjects[0] and len(gathered.subjects) == 1 else _SHOWN - _SHOWN_BESIDE
    if name != gathered.subjects[0]:
        limit = _SHOWN_BESIDE
    return choose(gathered.fates.get(name, ()), limit)


def _conversations(folder: RunFolder, shown: Sequence[EpisodeFates]) -> list[Conversation]:
    """The chosen episodes, read once more: only they are ever held in memory whole."""
    wanted = {one.id for one in shown}
    found: dict[str, Conversation] = {}
    for episode in folder.episodes():
        if episode.id in wanted:
            found[episode.id] = lay_out(episode)
            if len(found) == len(wanted):
                break
    return [found[one.id] for one in shown]


def _render(
    folder: RunFolder, gathered: _Gathered, shown: Sequence[EpisodeFates], conversations: Sequence[Conversation]
) -> str:
    manifest, cards = folder.manifest, gathered.cards
    entries = {agent.name: agent for agent in manifest.agents}
    tested = [name for name in cards if not entries[name].reference]
    scripted = [name for name in cards if entries[name].reference]
    first = gathered.subjects[0]
    mine = [one for one in shown if one.agent == first]
    further = further_table(cards)
    environment = _environment()
    script = _source(environment, "report.js")
    return environment.get_template("report.html.j2").render(
        manifest=manifest,
        entries=entries,
        cards=cards,
        scripted=scripted,
        subjects=gathered.subjects,
        headlines=[_headline(name, gathered, manifest) for name in gathered.subjects],
        scorecard=scorecard_table(cards),
        further=further,
        gap=charts.gap_chart(cards, scripted, manifest.ceiling),
        turns=charts.turns_chart(cards, gathered.subjects, tested, (manifest.floor, manifest.ceiling)),
        effort=charts.effort_chart(cards, scripted),
        legend=_legend(cards, manifest.ceiling, gathered.subjects, shown),
        facets=by_facet(gathered.fates.get(first, ()), mine),
        facet_causes=[cause for cause in Cause if cards[first].lost[cause].mean > 0],
        conversations=conversations,
        protocol=_protocol(manifest),
        definitions=_definitions(further.titles),
        style=_source(environment, "report.css"),
        script=script,
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        light=LIGHT,
        dark=DARK,
        words=words,
        part_of=part_of,
        ended_how=ended_how,
    )


def _headline(name: str, gathered: _Gathered, manifest: RunManifest) -> dict[str, Any]:
    """The one sentence a reader takes away, in its parts."""
    card = gathered.cards[name]
    honoured = card.metrics["alignment"]
    ends = {end: gathered.cards.get(agent) for end, agent in (("floor", manifest.floor), ("ceiling", manifest.ceiling))}
    return {
        "name": name,
        "honoured": honoured,
        "floor": None if ends["floor"] is None else ends["floor"].metrics["alignment"].mean,
        "ceiling": None if ends["ceiling"] is None else ends["ceiling"].metrics["alignment"].mean,
        "gain": card.gain,
        "loss": words.loss_sentence(card),
        "n": card.n,
        "scenarios": honoured.clusters,
    }


def _legend(
    cards: Mapping[str, Scorecard], ceiling: str, about: Sequence[str], shown: Sequence[EpisodeFates]
) -> list[dict[str, Any]]:
    """What colours stand for; a cause leads to the first shown episode in which it cost a wish."""
    found: dict[Cause, tuple[str, int]] = {}
    for name in about:
        found = examples(one for one in shown if one.agent == name) | found
    causes = [cause for cause in Cause if any(card.n and card.lost[cause].mean > 0 for card in cards.values())]
    legend: list[dict[str, Any]] = [{"part": "honoured", "label": "honoured", "example": None}]
    if any(card.metrics["lucky"].mean > 0 for name, card in cards.items() if name != ceiling):
        legend.append({"part": "lucky", "label": "honoured by a lucky guess", "example": None})
    return legend + [{"part": part_of(c), "label": c.label, "example": found.get(c)} for c in causes]


def _protocol(manifest: RunManifest) -> list[tuple[str, str]]:
    """The protocol card, field by field, and what made the run."""
    card = manifest.card.model_dump()
    limits = card.pop("limits")
    rows = [(name.replace("_", " "), _plain(value)) for name, value in card.items()]
    rows += [(f"limit: {name.replace('_', ' ')}", _plain(value)) for name, value in limits.items()]
    rows += [("floor", manifest.floor), ("ceiling", manifest.ceiling), ("created", manifest.created)]
    return [*rows, ("python", manifest.python), ("git", manifest.git or words.NONE)]


def _definitions(titles: Sequence[str]) -> list[tuple[str, str]]:
    """What the words of this report mean; of optional columns, those it has."""
    optional = [pair for pair in _OPTIONAL if any(title.startswith(pair[0]) for title in titles)]
    return [*_DEFINITIONS, *optional]


def _plain(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case tuple() | list():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def _environment() -> Environment:
    """Templates beside this file; every expression escaped, and made harmless before that."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: object) -> object:
        return words.harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    environment.filters["percent"] = words.percent
    environment.filters["svg"] = Markup
    environment.globals.update(ENDINGS=words.ENDINGS, SCORED=[ending for ending in Ending if ending.scored])
    return environment


def _source(environment: Environment, name: str) -> Any:
    """A style sheet or script of ours, to be put into the page as it is."""
    from markupsafe import Markup

    assert environment.loader is not None
    return Markup(environment.loader.get_source(environment, name)[0])


_DEFINITIONS = (
    (
        "honoured (alignment)",
        "The share of what a user wanted, spoken or not, that the result satisfies. Each wish is checked by a program "
        "on the final booking; wishes the user does not know about count for nothing.",
    ),
    (
        "booked right (full)",
        "The share of conversations in which everything that can be checked was honoured: each thing booked, and every "
        "wish for it.",
    ),
    (
        "gain",
        "Where the agent stands between the floor, which asks nothing, and the ceiling, which knows every wish: "
        "0 is guessing, 1 is knowing all. Below 0 is worse than guessing.",
    ),
    (
        "lucky guess",
        "A wish that was honoured although it never came out. It counts as honoured, and is shown apart because luck "
        "does not repeat.",
    ),
    (
        "elicited: active, passive",
        "The share of wishes that came out because the agent asked, and because the user volunteered them.",
    ),
    (
        "question precision, recall",
        "Precision: of all things the agent asked about, the share behind which a wish was still hidden. Recall: of all "
        "hidden wishes, the share it asked about.",
    ),
    (
        "effort: low, medium, high",
        "Messages the user had to answer in an average conversation. Low: they know it. Medium: they cannot say, or "
        "have said it. High: the question hands the work back to them.",
    ),
    (
        "regret",
        "Dollars lost against the best option. A booking that misses a wish must be done again, so all of it is lost.",
    ),
    (
        "[low, high]",
        "A 95 % interval, clustered by scenario: conversations about the same task are not independent of each other.",
    ),
    (
        "never asked … unknown cause",
        "Where a wish was lost: it was not asked for; asked for in vain; heard but not decoded; understood but not acted "
        "on; or lost after it came out, with nothing to show what the agent made of it.",
    ),
)
_OPTIONAL = (
    (
        "pass^",
        "pass^k: the chance that k independent tries at the same scenario are all booked right. It falls with k unless an "
        "agent is reliable.",
    ),
    (
        "precise minus vague",
        "How much more was honoured when the same user said everything in the first message: what is lost only because "
        "users do not say what they mean.",
    ),
    (
        "held-out wishes honoured",
        "The share honoured among wishes that occur in the test split only, so nobody can have tuned an agent to them.",
    ),
    (
        "over-asking",
        "Things asked about in conversations whose first message left nothing to ask.",
    ),
    (
        "excluded",
        "Conversations that broke in hands other than the agent’s. They do not count; the worst and the best score had "
        "they counted stand beside them.",
    ),
)
