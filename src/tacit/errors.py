"""Every error Tacit raises on purpose.

    TacitError
    ├── UsageError            the person at the keyboard can fix it: one line, exit status 2
    │   ├── AgentLoadError    an agent specification that names nothing we can run
    │   ├── DifficultyError   a scenario nobody can generate
    │   ├── RunFolderError    a run folder that is missing, foreign, malformed or in use
    │   ├── IncomparableError two runs whose protocol cards forbid a comparison
    │   └── StoppedError      model calls cannot go on, and no episode is to blame: the run stops
    │       ├── AnswersError        kept answers are damaged, or lack one that is to be replayed
    │       ├── BudgetError         what a run may spend on models is spent
    │       └── EndpointSetupError  an endpoint that never answered refuses key, model or address
    ├── GoalStateError        an event that the goal state's rules do not allow
    ├── DialogueError         a driver did something the dialogue was not waiting for
    ├── AgentError            the agent under test failed; ends its episode, never the run
    └── EndpointError         a model endpoint failed, after retries
        └── StructuredReplyError  a model gave no valid record, even when told what was wrong

Messages are one sentence saying what is wrong, with the offending value as ``repr``, and one saying
what to do.
"""

from __future__ import annotations


class TacitError(Exception):
    """Base of every deliberate error."""


class UsageError(TacitError):
    """Bad input from a person; printed as one line with exit status 2."""


class AgentLoadError(UsageError):
    """``--agent`` names nothing that can be run."""


class DifficultyError(UsageError):
    """No scenario of the requested difficulty can exist."""


class RunFolderError(UsageError):
    """A run folder cannot be read or written."""


class IncomparableError(UsageError):
    """Two runs differ in something that makes a comparison meaningless."""


class StoppedError(UsageError):
    """Model calls cannot go on. It ends the run, never an episode: conversations in flight are dropped."""


class AnswersError(StoppedError):
    """Kept answers cannot be used: damaged, or without one that is to be replayed."""


class BudgetError(StoppedError):
    """What a run may spend on models is spent."""


class EndpointSetupError(StoppedError):
    """A model endpoint that has not answered yet refuses the key, the model's name or the address."""


class GoalStateError(TacitError):
    """An event violates the rules of the goal state."""


class DialogueError(TacitError):
    """A driver answered a need the dialogue did not have."""


class AgentError(TacitError):
    """The agent under test raised, hung or returned nonsense."""


class EndpointError(TacitError):
    """A model endpoint did not give a usable answer. ``status`` is the HTTP status of its refusal, 0 without one."""

    def __init__(self, text: str, status: int = 0) -> None:
        super().__init__(text)
        self.status = status


class StructuredReplyError(EndpointError):
    """A model did not give a record of the shape that was asked for."""
