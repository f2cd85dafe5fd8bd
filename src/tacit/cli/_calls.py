"""The terms of a run's model calls, from the options of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tacit.models import Answers, CallTerms


def call_terms(
    *,
    cache: Path | None,
    record: Path | None,
    replay: Path | None,
    resume: bool,
    budget_tokens: int | None,
    budget_usd: float | None,
    price: Sequence[str],
    model_calls: int | None,
    tokens_per_minute: int | None,
) -> CallTerms:
    """What the options ask for.

    Raises:
        UsageError: they contradict one another, or one of them cannot be.
    """
    from tacit.models import Budget, CallTerms, Limits, Prices

    return CallTerms(
        prices=Prices.read(price),
        budget=Budget(budget_tokens, budget_usd),
        limits=Limits(model_calls, tokens_per_minute),
        answers=_answers(cache, record, replay, resume),
    )


def _answers(cache: Path | None, record: Path | None, replay: Path | None, resume: bool) -> Answers | None:
    from tacit.errors import UsageError
    from tacit.models import Answers, Use

    folders = {Use.CACHE: cache, Use.RECORD: record, Use.REPLAY: replay}
    given = [(folder, use) for use, folder in folders.items() if folder is not None]
    if len(given) > 1:
        raise UsageError("--cache, --record and --replay exclude one another; give one of them")
    if not given:
        return None
    answers = Answers(*given[0])
    if answers.use is Use.RECORD and not resume and not answers.empty:
        raise UsageError(f"{str(record)!r} is not empty; record into a new folder, or continue a run with --resume")
    return answers
