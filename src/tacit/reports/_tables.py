"""Scorecards as tables of finished strings: which columns there are, in which unit, and what they mean."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tacit.reports._words import (
    DISTURBANCES,
    ENDINGS,
    NONE,
    digits_of,
    disturbances_in,
    fraction,
    interval,
    money,
    number,
    p_value,
    percent,
)
from tacit.scores import Recovery, Scorecard
from tacit.stats import Estimate

Kind = Literal["share", "gain", "rate", "money", "amount", "difference"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure and, in smaller type, its 95 % interval or a remark."""

    main: str
    small: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; columns of one ``group`` stand under a common heading."""

    group: str
    title: str
    cell: Callable[[Scorecard], Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Groups with how many columns each has, titles, and a row of cells for each agent."""

    groups: tuple[tuple[str, int], ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def estimate_cell(estimate: Estimate, kind: Kind) -> Cell:
    """An estimate in its unit; "–" where there was nothing to average."""
    if not estimate.n or math.isnan(estimate.mean):
        return Cell(NONE)
    show: dict[Kind, Callable[[float], str]] = {
        "share": percent,
        "gain": fraction,
        "rate": fraction,
        "money": money,
        "amount": lambda value: number(value, digits_of(value)),
        "difference": lambda value: number(value, 1),
    }
    if estimate.low == estimate.high == 0:
        return Cell("$0" if kind == "money" else "0")
    return Cell(show[kind](estimate.mean), interval(estimate, kind) or "no interval")


def scorecard_table(cards: Mapping[str, Scorecard]) -> Table:
    """The main table: result, elicitation, and what it cost the user."""
    got, asked, cost = "what users got", "what was elicited", "what it cost the user, per conversation"
    columns = (
        _metric(got, "booked right", "full"),
        _metric(got, "honoured", "alignment"),
        Column(got, "gain", lambda card: estimate_cell(card.gain, "gain")),
        _metric(got, "regret", "regret", "money"),
        _metric(asked, "active", "active"),
        _metric(asked, "passive", "passive"),
        _metric(asked, "question precision", "precision"),
        _metric(asked, "question recall", "recall"),
        _metric(asked, "repeated questions", "repeats", "amount"),
        _metric(cost, "effort: low", "effort_low", "amount"),
        _metric(cost, "medium", "effort_medium", "amount"),
        _metric(cost, "high", "effort_high", "amount"),
        _metric(cost, "user’s words", "user_words", "amount"),
        _metric(cost, "turns", "turns", "amount"),
    )
    return _table(columns, cards)


def further_table(cards: Mapping[str, Scorecard]) -> Table:
    """What stands beside the score; only columns about which there is something to say."""
    every = list(cards.values())
    columns = [Column("", "conversations", lambda card: Cell(f"{card.n:,}"))]
    columns.append(Column("", "endings", lambda card: Cell("; ".join(_endings(card)) or NONE)))
    if any(card.excluded for card in every):
        columns.append(Column("", "excluded", lambda card: Cell(f"{card.excluded:,}", "not the agent’s doing")))
        columns.append(Column("", "honoured, had they counted", _bounds))
    trials = max((max(card.pass_k, default=0) for card in every), default=0)
    if trials > 1:
        columns += [Column("", f"pass^{k}", _pass(k)) for k in _ks(trials)]
    if any(card.twin is not None for card in every):
        columns.append(Column("", "precise minus vague", _twin))
    if any(card.metrics["held_out"].n for card in every):
        columns.append(_metric("", "held-out wishes honoured", "held_out"))
    if any(card.metrics["over_asking"].n for card in every):
        columns.append(_metric("", "over-asking", "over_asking", "amount"))
    if any(card.metrics["tokens"].mean > 0 for card in every):
        columns.append(_metric("", "tokens per conversation", "tokens", "amount"))
    if any(card.metrics["usd"].mean > 0 for card in every):
        columns.append(Column("", "cost per conversation", lambda card: _usd(card.metrics["usd"])))
    return _table(columns, cards)


def disturbance_tables(cards: Mapping[str, Scorecard]) -> list[tuple[str, Table]]:
    """For each way in which scenarios were disturbed, its name and what became of each agent's success."""
    kinds = disturbances_in(cards.values())
    return [(DISTURBANCES.get(kind, kind), _disturbance_table(kind, cards)) for kind in kinds]


def _disturbance_table(kind: str, cards: Mapping[str, Scorecard]) -> Table:
    disturbed = {name: card for name, card in cards.items() if kind in card.recovery}
    every = [card.recovery[kind] for card in disturbed.values()]

    def column(title: str, cell: Callable[[Recovery], Cell]) -> Column:
        return Column("", title, lambda card: cell(card.recovery[kind]))

    columns = [
        column("scenarios", lambda one: Cell(f"{one.success.clusters:,}")),
        column("booked right, undisturbed", lambda one: estimate_cell(one.clean, "share")),
        column("disturbed", lambda one: estimate_cell(one.success, "share")),
        column("recovery", lambda one: estimate_cell(one.rate, "rate")),
    ]
    if (variants := max(one.variants for one in every)) > 2:
        columns.append(column(f"reliable@{variants}", lambda one: estimate_cell(one.reliable, "share")))
    columns.append(column("extra turns", lambda one: estimate_cell(one.extra_turns.difference, "difference")))
    columns.append(column("extra tool calls", lambda one: estimate_cell(one.extra_calls.difference, "difference")))
    if kind == "change" and any(one.repair.n for one in every):
        columns.append(column("turns to repair", lambda one: estimate_cell(one.repair, "amount")))
    return _table(columns, disturbed)


def _metric(group: str, title: str, name: str, kind: Kind = "share") -> Column:
    return Column(group, title, lambda card: estimate_cell(card.metrics[name], kind))


def _endings(card: Scorecard) -> list[str]:
    known = {ending.value: words for ending, words in ENDINGS.items()}
    return [f"{known.get(ending, ending)} {count:,}" for ending, count in sorted(card.endings.items(), key=_by_count)]


def _by_count(item: tuple[str, int]) -> int:
    return -item[1]


def _bounds(card: Scorecard) -> Cell:
    if not card.excluded:
        return Cell(NONE)
    return Cell(f"{percent(card.bounds[0])} to {percent(card.bounds[1])}", "worst to best")


def _ks(trials: int) -> Sequence[int]:
    return range(1, trials + 1) if trials <= 4 else (1, 2, trials)


def _pass(k: int) -> Callable[[Scorecard], Cell]:
    return lambda card: estimate_cell(card.pass_k[k], "share") if k in card.pass_k else Cell(NONE)


def _twin(card: Scorecard) -> Cell:
    if card.twin is None or not card.twin.difference.n:
        return Cell(NONE)
    difference = card.twin.difference
    sign = "+" if difference.mean > 0.005 else ""
    return Cell(
        f"{sign}{number(100 * difference.mean)} points",
        ", ".join(filter(None, (interval(difference, "points"), p_value(card.twin.p)))),
    )


def _usd(estimate: Estimate) -> Cell:
    return Cell(f"${estimate.mean:.4f}" if 0 < estimate.mean < 0.1 else money(estimate.mean))


def _table(columns: Sequence[Column], cards: Mapping[str, Scorecard]) -> Table:
    groups: list[tuple[str, int]] = []
    for column in columns:
        if groups and groups[-1][0] == column.group:
            groups[-1] = (column.group, groups[-1][1] + 1)
        else:
            groups.append((column.group, 1))
    rows = tuple((name, tuple(column.cell(card) for column in columns)) for name, card in cards.items())
    return Table(tuple(groups), tuple(column.title for column in columns), rows)
