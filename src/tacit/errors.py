"""Every error Tacit raises on purpose.

    TacitError
    ├── UsageError            the person at the keyboard can fix it: one line, exit status 2
    │   ├── AgentLoadError    an agent specification that names nothing we can run
    │   ├── DifficultyError   a scenario nobody can generate
    │   ├── RunFolderError    a run folder that is missing, foreign, malformed or in use
    │   └── IncomparableError two runs whose protocol cards forbid a comparison
    ├── GoalStateError        an event that the goal state's rules do not allow
    ├── DialogueError         a driver did something the dialogue was not waiting for
    ├── AgentError            the agent under test failed; ends its episode, never the run
    └── EndpointError         a model endpoint failed, after retries

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


class GoalStateError(TacitError):
    """An event violates the rules of the goal state."""


class DialogueError(TacitError):
    """A driver answered a need the dialogue did not have."""


class AgentError(TacitError):
    """The agent under test raised, hung or returned nonsense."""


class EndpointError(TacitError):
    """A model endpoint did not give a usable answer."""
