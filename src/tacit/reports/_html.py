"""The report: one HTML file that needs no network, no script to be read, and no second file.

Everything that came out of a conversation is escaped, and its steering characters are made visible. The
page's own content-security policy forbids requests altogether and every script but the report's own.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tacit.dialogue import Ending
from tacit.errors import RunFolderError
from tacit.goals import Cause
from tacit.reports import _charts as charts
from tacit.reports import _takeaways as takeaways
from tacit.reports import _words as words
from tacit.reports._definitions import definitions
from tacit.reports._gather import Gathered, gather
from tacit.reports._losses import Failure, anchor_of
from tacit.reports._palette import DARK, LIGHT, part_of
from tacit.reports._roles import Roles
from tacit.reports._tables import disturbance_tables, estimate_cell, further_table, scorecard_table
from tacit.reports._transcript import ended_how
from tacit.runs import RunFolder, RunManifest, write_whole
from tacit.scores import Scorecard

if TYPE_CHECKING:
    from jinja2 import Environment

# In their order on the page; each has a template of its name in templates/sections.
SECTIONS = (
    ("scorecard", "Scorecard"),
    ("gap", "The gap"),
    ("turns", "By turn"),
    ("effort", "Effort"),
    ("disturbances", "Disturbed"),
    ("facets", "Topics"),
    ("transcripts", "Conversations"),
    ("protocol", "Protocol"),
)


def write_report(run: RunFolder | str | Path, path: Path | None = None, *, gathered: Gathered | None = None) -> Path:
    """Write the HTML report of a run.

    Args:
        run: a run, or its folder's path.
        path: where to write it; ``report.html`` in the run folder by default.
        gathered: what ``gather`` found in the run; it is read if that is not given.

    Returns:
        Where it was written.

    Raises:
        RunFolderError: the run holds no episodes yet, or the file cannot be written.
    """
    folder = RunFolder.at(run)
    path = folder.path / "report.html" if path is None else Path(path)
    page = _render(folder.manifest, gathered or gather(folder))
    try:
        write_whole(path, page)
    except OSError as error:
        raise RunFolderError(f"cannot write {str(path)!r} ({error.strerror}); choose another place") from error
    return path


def _render(manifest: RunManifest, gathered: Gathered) -> str:
    cards, about = gathered.cards, gathered.subjects
    entries = {agent.name: agent for agent in manifest.agents}
    tested = [name for name in cards if not entries[name].reference]
    roles = Roles(about, tested, manifest.floor, manifest.ceiling)
    further, disturbances = further_table(cards), disturbance_tables(cards)
    environment = _environment()
    script = _source(environment, "report.js")
    return environment.get_template("report.html.j2").render(
        sections=[section for section in SECTIONS if disturbances or section[0] != "disturbances"],
        manifest=manifest,
        entries=entries,
        cards=cards,
        scripted=[name for name in cards if entries[name].reference],
        subjects=about,
        unfinished=words.unfinished(cards.values(), manifest.card),
        headlines=[_headline(name, gathered, manifest) for name in about],
        scorecard=scorecard_table(cards),
        further=further,
        disturbances=disturbances,
        gap=charts.gap_chart(cards, roles),
        turns=charts.turns_chart(cards, roles),
        effort=charts.effort_chart(cards, roles),
        takeaways=takeaways,
        legend=_legend(cards, manifest.ceiling),
        failures=_failures(gathered),
        exhibits=gathered.exhibits,
        protocol=_protocol(manifest),
        definitions=definitions(further.titles),
        style=_source(environment, "report.css"),
        script=script,
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        light=LIGHT,
        dark=DARK,
        words=words,
        part_of=part_of,
        ended_how=ended_how,
    )


def _headline(name: str, gathered: Gathered, manifest: RunManifest) -> dict[str, Any]:
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


def _legend(cards: Mapping[str, Scorecard], ceiling: str) -> list[tuple[str, str]]:
    """The parts that bars have, with what their colours stand for."""
    legend = [("honoured", "honoured")]
    if any(card.metrics["lucky"].mean > 0 for name, card in cards.items() if name != ceiling):
        legend.append(("lucky", "honoured by a lucky guess"))
    lost = [cause for cause in Cause if any(card.n and card.lost[cause].mean > 0 for card in cards.values())]
    return legend + [(part_of(cause), cause.label) for cause in lost]


def _failures(gathered: Gathered) -> list[dict[str, Any]]:
    """Every way in which the report's agents failed, with how much it cost each and how much of it is shown."""
    return [
        {
            "anchor": anchor_of(failure),
            "label": words.failure_words(failure),
            "part": part_of(failure) if isinstance(failure, Cause) else None,
            "n": n,
            "whole": sum(failure in one.failures for exhibit in gathered.exhibits for one, _ in exhibit.whole),
            "listed": sum(failure in one.failures for exhibit in gathered.exhibits for one in exhibit.listed),
            "agents": [_failed(gathered.cards[e.agent], failure, e.counts.get(failure, 0)) for e in gathered.exhibits],
        }
        for failure, n in gathered.counts.items()
    ]


def _failed(card: Scorecard, failure: Failure, n: int) -> dict[str, Any]:
    cost = estimate_cell(card.lost[failure], "share") if isinstance(failure, Cause) else None
    return {"n": n, "cost": cost}


def _protocol(manifest: RunManifest) -> list[tuple[str, str]]:
    """The protocol card, field by field, and what made the run."""
    card = manifest.card.model_dump()
    limits = card.pop("limits")
    rows = [(name.replace("_", " "), _plain(value)) for name, value in card.items()]
    rows += [(f"limit: {name.replace('_', ' ')}", _plain(value)) for name, value in limits.items()]
    rows += [("floor", manifest.floor), ("ceiling", manifest.ceiling), ("created", manifest.created)]
    return [*rows, ("python", manifest.python), ("git", manifest.git or words.NONE)]


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
    environment.filters |= {"percent": words.percent, "short": words.short, "anchor": anchor_of, "svg": Markup}
    environment.filters["breakable"] = _breakable
    environment.globals.update(
        CAUSES=tuple(Cause), ENDINGS=words.ENDINGS, SCORED=[ending for ending in Ending if ending.scored]
    )
    return environment


def _breakable(name: str) -> Any:
    """A name that may go on in a new line after its punctuation."""
    from markupsafe import Markup, escape

    return Markup("<wbr>").join(escape(part) for part in re.split(r"(?<=[_:/.])", words.harmless(name)))


def _source(environment: Environment, name: str) -> Any:
    """A style sheet or script of ours, to be put into the page as it is."""
    from markupsafe import Markup

    assert environment.loader is not None
    return Markup(environment.loader.get_source(environment, name)[0])
