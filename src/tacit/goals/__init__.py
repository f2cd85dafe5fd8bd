"""What a user wants, and how far it has come: intents, goals, goal-state events and their fold."""

from tacit.goals._checks import AllOf, AnyOf, Check, Not, Operator, OutcomeCheck, TranscriptCheck, finder
from tacit.goals._events import Elicitation, EventKind, GoalEvent, Source, Span
from tacit.goals._gap import Cause, Gap, gap, lost_to
from tacit.goals._intents import Category, Disclosure, Goal, Intent
from tacit.goals._record import LARGEST, Amount, Count, Record
from tacit.goals._state import GoalState, Progress, Stage, Status

__all__ = [
    "LARGEST",
    "AllOf",
    "Amount",
    "AnyOf",
    "Category",
    "Cause",
    "Check",
    "Count",
    "Disclosure",
    "Elicitation",
    "EventKind",
    "Gap",
    "Goal",
    "GoalEvent",
    "GoalState",
    "Intent",
    "Not",
    "Operator",
    "OutcomeCheck",
    "Progress",
    "Record",
    "Source",
    "Span",
    "Stage",
    "Status",
    "TranscriptCheck",
    "finder",
    "gap",
    "lost_to",
]
