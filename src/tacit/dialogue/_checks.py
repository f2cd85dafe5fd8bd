"""Evaluates checks on the outcome in the world and on the transcript. Total: no check ever raises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tacit.dialogue._messages import Message
from tacit.goals import AllOf, AnyOf, Check, Not, OutcomeCheck, TranscriptCheck, finder
from tacit.language import count_questions

_MISSING = object()


def honours(check: Check, outcome: Mapping[str, Any], messages: Sequence[Message]) -> bool:
    """Whether an outcome and a transcript satisfy a check."""
    match check:
        case OutcomeCheck():
            return _compare(check.op, _lookup(outcome, check.path), check.value)
        case TranscriptCheck():
            return _compare(check.op, _measure(check, messages), check.value)
        case AllOf():
            return all(honours(part, outcome, messages) for part in check.parts)
        case AnyOf():
            return any(honours(part, outcome, messages) for part in check.parts)
        case Not():
            return not honours(check.part, outcome, messages)


def _lookup(outcome: Any, path: Sequence[str]) -> Any:
    for key in path:
        if not isinstance(outcome, Mapping) or key not in outcome:
            return _MISSING
        outcome = outcome[key]
    return outcome


def _compare(op: str, found: Any, value: Any) -> bool:
    if found is _MISSING:
        return False
    try:
        match op:
            case "eq":
                return found == value
            case "in":
                return found in value
            case "le":
                return found <= value
            case "ge":
                return found >= value
            case "contains":
                return value in found
            case _:
                return True
    except TypeError:
        return False


def _measure(check: TranscriptCheck, messages: Sequence[Message]) -> int:
    said = [m.content for m in messages if m.role == "assistant" and m.content]
    match check.measure:
        case "questions_per_message":
            return max(map(count_questions, said), default=0)
        case "words_per_message":
            return max((len(text.split()) for text in said), default=0)
        case "messages":
            return len(said)
        case "mentions":
            return sum(map(finder(check.pattern), said))
