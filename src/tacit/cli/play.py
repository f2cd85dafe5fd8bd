"""``tacit play``: be the user, or the agent, yourself."""

from __future__ import annotations

import json
import shlex
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from tacit.dialogue import AgentTurn, AgentView, Dialogue, Scenario, ToolCall, UserView, World

_AGENT_HELP = (
    "Write to the traveller, or act: /tools lists the tools, /TOOL name=value … calls one "
    "(/book option_id=F7 extras=wifi,checked_bag), /quit leaves."
)


def play(
    world: Annotated[str, typer.Argument(help="The world, such as travel.")],
    as_: Annotated[str, typer.Option("--as", help="user or agent.")] = "user",
    agent: Annotated[str, typer.Option(help="Whom to talk to as the user.")] = "one-at-a-time",
    base_url: Annotated[str | None, typer.Option(help="Where openai/MODEL is served.")] = None,
    family: Annotated[str | None, typer.Option(help="Difficulty.")] = None,
    seed: Annotated[int, typer.Option(help="Scenario.")] = 0,
    split: Annotated[str, typer.Option(help="train, dev or test.")] = "dev",
) -> None:
    """Be the user of a simulated task, or the agent, in the terminal."""
    from rich.console import Console

    from tacit.errors import UsageError
    from tacit.worlds import load_world

    if as_ not in ("user", "agent"):
        raise UsageError(f"one cannot play as {as_!r}; choose user or agent")
    if split not in ("train", "dev", "test"):
        raise UsageError(f"there is no split {split!r}; choose train, dev or test")
    loaded = load_world(world)
    scenario = loaded.scenario(family or loaded.default_family, split, seed)
    console = Console()
    dialogue = (_as_user if as_ == "user" else _as_agent)(loaded, scenario, console, agent, base_url)
    _debrief(dialogue, console)


def _as_user(world: World, scenario: Scenario, console: Console, agent: str, base_url: str | None) -> Dialogue:
    import asyncio

    from tacit import agents
    from tacit.dialogue import Limits, begin, converse_async
    from tacit.users import HumanUser

    console.print("You are the user. This is what you want; don't say it outright unless you would:\n", highlight=False)
    for intent in scenario.goal:
        if intent.known and intent.weight:
            hint = f'   (a hint: "{intent.phrasings[0]}")' if intent.phrasings else ""
            console.print(f"  - {intent.text}{hint}", highlight=False, markup=False)
    console.print(f"\nyou    {scenario.opening}", highlight=False, markup=False)

    def ask(view: UserView) -> str | None:
        for _, text in view.heard:
            console.print(f"agent  {text}", highlight=False, markup=False)
        return _line("you    ")

    policy = world.policies.get(agent)
    player = policy.make(scenario) if policy else agents.load(agent, base_url=base_url).make(scenario)
    dialogue, session = begin(world, scenario, Limits())
    user = HumanUser(scenario, world.vocabulary, ask)
    return asyncio.run(converse_async(dialogue, session, user, player))


def _as_agent(world: World, scenario: Scenario, console: Console, agent: str, base_url: str | None) -> Dialogue:
    from tacit.dialogue import Ending, Limits, begin, converse
    from tacit.users import RuleUser

    console.print(f"{world.instructions}\n\n{_AGENT_HELP}\n", highlight=False, markup=False)
    dialogue, session = begin(world, scenario, Limits())
    try:
        converse(dialogue, session, RuleUser(scenario, world.vocabulary), _Keyboard(console))
    except _Left:
        dialogue.fail(Ending.CANCELLED, "left")
    return dialogue


class _Left(BaseException):
    """The person is gone; no failure of any role, so nothing that a driver may catch."""


class _Keyboard:
    """A person as the agent."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._seen = 1
        self._calls = 0

    def act(self, view: AgentView) -> AgentTurn:
        """Show what is new and read lines until one says or does something."""
        from tacit.dialogue import AgentTurn

        for message in view.messages[self._seen :]:
            if message.role in ("user", "tool"):
                self._console.print(
                    f"{message.role:<7}{_readable(message.content or '')}", highlight=False, markup=False
                )
        self._seen = len(view.messages)
        while True:
            line = _line("you    ")
            if line is None or line == "/quit":
                raise _Left
            if line == "/tools":
                for tool in view.tools:
                    names = ", ".join(tool.parameters["properties"])
                    self._console.print(f"  /{tool.name} {names}", highlight=False, markup=False)
            elif line.startswith("/"):
                try:
                    return AgentTurn(tool_calls=(self._call(line[1:], view),))
                except ValueError as mistake:
                    self._console.print(f"  {mistake}", highlight=False, markup=False)
            elif line:
                return AgentTurn(text=line)

    def _call(self, line: str, view: AgentView) -> ToolCall:
        from tacit.dialogue import ToolCall

        name, *pairs = shlex.split(line)
        tool = next((tool for tool in view.tools if tool.name == name), None)
        if tool is None:
            raise ValueError(f"there is no tool {name!r}; /tools lists them")
        arguments: dict[str, Any] = {}
        for pair in pairs:
            key, equals, value = pair.partition("=")
            if not equals:
                raise ValueError(f"{pair!r} is not of the form name=value")
            kind = tool.parameters["properties"].get(key, {}).get("type")
            arguments[key] = int(value) if kind == "integer" and value.isdecimal() else value
            if kind == "array":
                arguments[key] = [part for part in value.split(",") if part]
        self._calls += 1
        return ToolCall(f"call_{self._calls}", name, json.dumps(arguments))


def _line(prompt: str) -> str | None:
    """A line from the keyboard; None at the end of input."""
    try:
        return input(prompt).strip()
    except EOFError:
        print(file=sys.stdout)
        return None


def _readable(content: str) -> str:
    """Options one a line, so that a person can read them."""
    try:
        found = json.loads(content)
    except ValueError:
        return content
    if isinstance(found, dict) and found.get("results"):
        return "\n" + "\n".join(f"  {json.dumps(option)}" for option in found["results"])
    return content


def _debrief(dialogue: Dialogue, console: Console) -> None:
    """What became of every wish."""
    from tacit.goals import gap, lost_to

    console.print(f"\nThe conversation ended: {dialogue.ending}.", highlight=False)
    for intent in dialogue.scenario.goal:
        if intent.known and intent.weight:
            cause = lost_to(dialogue.state.intents[intent.id])
            verdict = "honoured" if cause is None else f"lost: {cause.label}"
            console.print(f"  {intent.text:<50} {verdict}", highlight=False, markup=False)
    console.print(f"{100 * gap(dialogue.state).honoured:.0f} % of the wishes were honoured.", highlight=False)
