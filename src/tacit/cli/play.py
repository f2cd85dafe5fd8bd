"""``tacit play``: be the user, or the agent, yourself.

Whoever leaves, with ``/quit`` or at the end of input, still hears what became of every wish; Ctrl-C ends it at once.
"""

from __future__ import annotations

import json
import shlex
import signal
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from tacit.agents import AgentFactory
    from tacit.cli._console import Output
    from tacit.dialogue import AgentTurn, AgentView, Dialogue, Message, Scenario, ToolCall, UserView, World

_SOUGHT = 100
_USER_HELP = "You are the user. This is what you want; don't say it outright unless you would (/quit leaves):"
_AGENT_HELP = (
    "Write to the traveller, or act: /tools lists the tools, /TOOL name=value … calls one "
    "(/book option_id=F7 extras=wifi,checked_bag), /quit leaves."
)


class _Left(BaseException):
    """The person who plays the agent went away; no ``Exception``, or it would count as the agent's failure."""


def play(
    world: Annotated[str, typer.Argument(help="The world, such as travel.")],
    as_: Annotated[str, typer.Option("--as", help="user or agent.")] = "user",
    agent: Annotated[
        str | None, typer.Option(help="Whom to talk to as the user; the world's best scripted asker by default.")
    ] = None,
    base_url: Annotated[str | None, typer.Option(help="Where openai/MODEL is served.")] = None,
    family: Annotated[str | None, typer.Option(help="Difficulty.")] = None,
    seed: Annotated[
        int | None, typer.Option(help="Scenario; by default the first that leaves something unsaid.")
    ] = None,
    split: Annotated[str, typer.Option(help="train, dev or test.")] = "dev",
) -> None:
    """Be the user of a simulated task, or the agent, in the terminal."""
    from tacit.cli._console import Output
    from tacit.dialogue import UserTurn
    from tacit.errors import UsageError
    from tacit.worlds import load_world

    if as_ not in ("user", "agent"):
        raise UsageError(f"one cannot play as {as_!r}; choose user or agent")
    loaded = load_world(world)
    scenario = _scenario(loaded, family or loaded.default_family, split, seed)
    console = Output()
    if as_ == "user":
        dialogue = _as_user(loaded, scenario, console, _opponent(loaded, agent, base_url))
        if dialogue.turn and not any(isinstance(act, UserTurn) for act in dialogue.acts):
            raise UsageError(f"in world {world!r} agents reach the user through a tool; play it with --as agent")
    else:
        dialogue = _as_agent(loaded, scenario, console)
    _debrief(dialogue, console)


def _scenario(world: World, family: str, split: str, seed: int | None) -> Scenario:
    if seed is not None:
        return world.scenario(family, split, seed)
    found = [world.scenario(family, split, 0)]
    while found[-1].negative and len(found) < _SOUGHT:
        found.append(world.scenario(family, split, len(found)))
    return found[-1]


def _opponent(world: World, name: str | None, base_url: str | None) -> AgentFactory:
    """One of the world's scripted agents, or any other by its specification."""
    from tacit import agents
    from tacit.runs import references

    if name is None:
        name = [policy for policy in world.policies if policy != world.ceiling][-1]
    scripted = next((policy for policy in references(world) if policy.name == name), None)
    return scripted or agents.load(name, base_url=base_url)


def _as_user(world: World, scenario: Scenario, console: Output, opponent: AgentFactory) -> Dialogue:
    import asyncio

    from tacit.goals import Category

    console.print(f"{_USER_HELP}\n")
    for intent in scenario.goal:
        if intent.known and intent.supersedes is None and intent.category is not Category.OBJECTIVE:
            hint = f'   (a hint: "{intent.phrasings[0]}")' if intent.phrasings else ""
            console.print(f"  - {intent.text}{hint}")
    console.print(f"\nyou    {scenario.opening}")
    _interrupt_at_once()
    return asyncio.run(_converse(world, scenario, console, opponent))


async def _converse(world: World, scenario: Scenario, console: Output, opponent: AgentFactory) -> Dialogue:
    from tacit.dialogue import Limits, begin, converse_async
    from tacit.users import HumanUser

    def ask(view: UserView) -> str | None:
        for _, text in view.heard:
            console.print(f"agent  {text}")
        return _line()

    agent = opponent.make(scenario)
    dialogue, session = begin(world, scenario, Limits())
    try:
        return await converse_async(dialogue, session, HumanUser(scenario, world.vocabulary, ask), agent)
    finally:
        for close in (getattr(agent, "close", None), opponent.close):
            if close is not None:
                await close()


def _interrupt_at_once() -> None:
    """Let Ctrl-C end a prompt: asyncio's own handler would wait for the prompt to be answered first."""

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)


def _as_agent(world: World, scenario: Scenario, console: Output) -> Dialogue:
    from tacit.dialogue import Ending, Limits, begin, converse
    from tacit.users import RuleUser

    console.print(f"{world.instructions}\n\n{_AGENT_HELP}\n")
    dialogue, session = begin(world, scenario, Limits())
    keyboard = _Keyboard(console)
    try:
        converse(dialogue, session, RuleUser(scenario, world.vocabulary), keyboard)
    except _Left:
        dialogue.fail(Ending.CANCELLED, "you left")
    keyboard.show(dialogue.view_for_agent().messages)
    return dialogue


class _Keyboard:
    """A person as the agent."""

    def __init__(self, console: Output) -> None:
        self._console = console
        self._seen = 1
        self._calls = 0

    def act(self, view: AgentView) -> AgentTurn:
        """Show what is new and read lines until one says or does something."""
        from tacit.dialogue import AgentTurn

        self.show(view.messages)
        while (line := _line()) is not None:
            if line == "/help":
                self._console.say(_AGENT_HELP)
            elif line == "/tools":
                for tool in view.tools:
                    self._console.print(f"  /{tool.name} {', '.join(tool.parameters['properties'])}")
            elif line.startswith("/"):
                try:
                    return AgentTurn(tool_calls=(self._call(line[1:], view),))
                except ValueError as mistake:
                    self._console.print(f"  {mistake}")
            else:
                return AgentTurn(text=line)
        raise _Left

    def show(self, messages: tuple[Message, ...]) -> None:
        """Print what the user and the tools said since the last time."""
        for message in messages[self._seen :]:
            if message.role in ("user", "tool"):
                self._console.print(f"{message.role:<7}{_readable(message.content or '')}")
        self._seen = len(messages)

    def _call(self, line: str, view: AgentView) -> ToolCall:
        from tacit.dialogue import ToolCall

        name, *pairs = shlex.split(line) or [""]
        tool = next((tool for tool in view.tools if tool.name == name), None)
        if tool is None:
            raise ValueError(f"there is no tool {name!r}; /tools lists them")
        arguments: dict[str, Any] = {}
        for pair in pairs:
            key, equals, value = pair.partition("=")
            if not equals:
                raise ValueError(f"{pair!r} is not of the form name=value")
            arguments[key] = _typed(value, tool.parameters["properties"].get(key, {}).get("type"))
        self._calls += 1
        return ToolCall(f"call_{self._calls}", name, json.dumps(arguments))


def _typed(value: str, kind: str | None) -> str | int | list[str]:
    """What a typed-in value means to a tool; what it cannot mean is left for the tool to refuse."""
    if kind == "integer" and value.isdecimal():
        return int(value)
    if kind == "array":
        return [part for part in value.split(",") if part]
    return value


def _line() -> str | None:
    """What the person types, which is something; None when they leave."""
    try:
        while not (line := input("you    ").strip()):
            pass
    except EOFError:
        print()
        return None
    return None if line == "/quit" else line


def _readable(content: str) -> str:
    """Options one a line, so that a person can read them."""
    try:
        found = json.loads(content)
    except ValueError:
        return content
    if isinstance(found, dict) and found.get("results"):
        return "\n" + "\n".join(f"  {json.dumps(option)}" for option in found["results"])
    return content


def _debrief(dialogue: Dialogue, console: Output) -> None:
    """What became of every wish."""
    from tacit.goals import gap, lost_to

    why = f" ({dialogue.detail})" if dialogue.detail else ""
    console.print(f"\nThe conversation ended: {dialogue.ending}{why}.")
    for intent in dialogue.scenario.goal:
        if intent.known and intent.weight:
            cause = lost_to(dialogue.state.intents[intent.id])
            console.print(f"  {intent.text:<42} {'honoured' if cause is None else cause.label}")
    console.print(f"{100 * gap(dialogue.state).honoured:.0f} % of the wishes were honoured.")
