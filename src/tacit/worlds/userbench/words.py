"""What the environment tells the agent. None of these texts holds a hidden fact beyond the verdict it gives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any

from tacit.worlds.userbench.game import Happening
from tacit.worlds.userbench.task import ActionType

BEST = "This is the best option for the traveller."
TOLD: Mapping[Happening, str] = {
    Happening.FAILED_SEARCH: "The search backend failed. Please try again.",
    Happening.SEEN_BEFORE: "You have got the results of this search already.",
    Happening.NOT_FOUND: "The search was not understood. Refine it: one thing to search for, with all its arguments.",
    Happening.BEST: BEST,
    Happening.CORRECT: "This option suits the traveller, but it is not the best one.",
    Happening.WRONG: "This option does not suit the traveller.",
    Happening.SEVERAL_IDS: "Give one option id an answer; nothing was taken.",
    Happening.NOT_AN_ID: "An answer is an option id such as H7 and nothing else; nothing was taken.",
    Happening.NOT_SHOWN: "No search of yours has shown an option with this id; nothing was taken.",
    Happening.ANSWERED_BEFORE: "This has been answered, and one answer for each thing is all you have.",
    Happening.UNREADABLE: "The call could not be read: `choice` is action, search or answer, and `content` is a text.",
}
ONLY_THE_FIRST = "Only the first call of a message is read; this one was not."

_SCHEMA = (
    "The options, one JSON object a line. `price` is in dollars for the whole party and stay; `included` is in the "
    "price, `extras` are sold on top at the price shown; `places` is the largest party."
)
_PLAIN_SCHEMA = "The options, one JSON object a line."
_NOTHING_LEFT = "I have no preference there, or I have told you already. You could ask about something else."
_VAGUE = "That is too vague for me. Ask me about something in particular."
_NEUTRAL = ("I see.", "Fine.", "Well, all right.", "Hm, if you say so.")


def results(options: tuple[Mapping[str, Any], ...]) -> str:
    """A table as it is shown."""
    schema = _SCHEMA if all("extras" in option for option in options) else _PLAIN_SCHEMA
    return "\n".join((schema, *(json.dumps(option) for option in options)))


def reply(kind: ActionType, rng: Random) -> str:
    """What the user says when nothing comes out."""
    match kind:
        case ActionType.VAGUE:
            return _VAGUE
        case ActionType.OTHER:
            return rng.choice(_NEUTRAL)
        case _:
            return _NOTHING_LEFT


def volunteered(aspect: str, hint: str) -> str:
    """How a preference is volunteered: indirectly, but naming what it is about."""
    return f"By the way, about the {aspect.replace('_', ' ')}: {hint}"
