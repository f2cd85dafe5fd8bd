"""``tacit play``: a person as the user or the agent, here one who reads from a script."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tacit.dialogue import World
from tacit.worlds import load_world

Tacit = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def travel() -> World:
    """The travel world."""
    return load_world("travel")


def verdicts(output: str) -> list[str]:
    """What the debriefing says, a wish a line; words that wrapped are joined."""
    _, _, rest = output.partition("The conversation ended: ")
    return re.findall(r"^  (\S.*)$", rest, re.MULTILINE)


def test_a_person_can_be_the_user(tacit: Tacit, travel: World) -> None:
    done = tacit("play", "travel", "--seed", "1", stdin="I really could not say, surprise me\n" * 60)
    assert (done.returncode, done.stderr) == (0, "")
    scenario = travel.scenario("22", "dev", 1)
    words = " ".join(done.stdout.split())
    for intent in scenario.goal:
        assert not (intent.known and intent.weight) or f"- {intent.text}" in words
    assert scenario.opening in words
    assert done.stdout.count("agent  ") > 4
    assert "The conversation ended: answered." in done.stdout
    assert len(verdicts(done.stdout)) == 4
    assert re.search(r"^\d+ % of the wishes were honoured\.$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("leaving", ["", "/quit\n", "hello\n\n\n/quit\nunread\n"])
def test_a_user_who_leaves_hears_what_became_of_every_wish(tacit: Tacit, leaving: str) -> None:
    done = tacit("play", "travel", stdin=leaving)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The conversation ended: gave_up." in done.stdout
    assert len(verdicts(done.stdout)) == 4
    assert "0 % of the wishes were honoured." in done.stdout


def test_by_default_something_is_left_unsaid(tacit: Tacit, travel: World) -> None:
    opening = re.search(r"you {4}(.*?)\nagent", tacit("play", "travel").stdout, re.DOTALL)
    assert opening is not None
    said = " ".join(opening[1].split())
    [played] = [s for s in (travel.scenario("22", "dev", seed) for seed in range(20)) if s.opening == said]
    assert not played.negative


def test_a_user_can_talk_to_an_agent_of_their_own(tacit: Tacit, agents: Path) -> None:
    done = tacit("play", "travel", "--agent", "agents.py:later", stdin="no idea\n" * 3)
    assert (done.returncode, done.stderr) == (0, "")
    asked = re.findall(r"For the hotel, do you have any wishes about ([\w ]+)\?", " ".join(done.stdout.split()))
    assert asked == ["meals", "the view", "parking", "the beds"]


def test_an_agent_that_fails_is_named_with_its_reason(tacit: Tacit, agents: Path) -> None:
    done = tacit("play", "travel", "--agent", "agents.py:fails")
    assert done.returncode == 0
    assert "agent_error (AgentError: the agent raised ValueError: [bold]out of ideas)" in " ".join(done.stdout.split())


def test_a_person_can_be_the_agent_and_book_what_suits(tacit: Tacit, travel: World) -> None:
    scenario = travel.scenario("22", "dev", 1)
    lines = ["", "/tools", "What would you like?", "/teleport", "/", "/book F7", "/book 'unclosed"]
    for aspect, best in scenario.data["best"].items():
        tool = next(tool for tool in travel.tools(scenario) if aspect in tool.name)
        trip = scenario.data["trip"]
        known = {
            "city": trip["city"], "destination": trip["city"], "origin": trip["home"], "date": trip["start"],
            "check_in": trip["start"], "pick_up": trip["start"], "check_out": trip["end"], "drop_off": trip["end"],
            "guests": trip["party"], "travellers": trip["party"],
        }  # fmt: skip
        search = " ".join(f"{name}='{known[name]}'" for name in tool.parameters["required"])
        lines += [f"/{tool.name} {search}"] * 2  # every now and then the first one fails for a moment
        lines += [f"/book option_id={best['id']} extras={','.join(best['extras'])}"]
    done = tacit("play", "travel", "--as", "agent", "--seed", "1", stdin="\n".join(lines))
    assert (done.returncode, done.stderr) == (0, "")
    assert "/book option_id, extras, understood" in done.stdout
    assert "there is no tool 'teleport'" in done.stdout
    assert "'F7' is not of the form name=value" in done.stdout
    assert "No closing quotation" in done.stdout
    assert "The conversation ended: answered." in done.stdout
    assert [verdict.rpartition("  ")[2].strip() for verdict in verdicts(done.stdout)] == ["honoured"] * 4
    assert "100 % of the wishes were honoured." in done.stdout
    for best in scenario.data["best"].values():
        assert f'"booked": "{best["id"]}"' in done.stdout, "the last result is shown, too"


def test_the_agent_sees_nothing_of_what_the_user_wants(tacit: Tacit, travel: World) -> None:
    done = tacit("play", "travel", "--as", "agent", "--seed", "1", stdin="")
    assert done.returncode == 0
    before, _, _ = done.stdout.partition("The conversation ended: cancelled (you left).")
    words = " ".join(before.split())
    for intent in travel.scenario("22", "dev", 1).goal:
        if intent.weight:
            assert intent.text not in words
            assert not any(phrase in words for phrase in intent.phrasings)
    assert json.dumps(travel.scenario("22", "dev", 1).data["best"]) not in words


@pytest.mark.parametrize("role", ["user", "agent"])
def test_ctrl_c_at_the_prompt_ends_it_at_once(start: Callable[..., subprocess.Popen[str]], role: str) -> None:
    process = start("play", "travel", "--as", role)
    assert process.stdout is not None and process.stderr is not None
    shown = ""
    while not shown.endswith("\nyou    " if role == "agent" else "?\nyou    "):
        shown += process.stdout.read(1)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)  # its input stays open until here
    assert time.monotonic() - begun < 10
    assert (process.returncode, errors) == (130, "tacit: interrupted\n")


def test_a_world_whose_user_is_reached_through_a_tool_can_only_be_played_as_the_agent(tacit: Tacit) -> None:
    done = tacit("play", "userbench", stdin="hello\n")
    assert done.returncode == 2
    assert done.stderr.endswith("play it with --as agent\n")
    assert tacit("play", "userbench", "--as", "agent", stdin="/quit\n").returncode == 0


def test_a_person_sees_everything_that_is_wanted_of_a_bundle(tacit: Tacit, travel: World) -> None:
    done = tacit("play", "travel", "--family", "hard22", "--seed", "4", stdin="/quit\n")
    assert (done.returncode, done.stderr) == (0, "")
    words = " ".join(done.stdout.split())
    for intent in travel.scenario("hard22", "dev", 4).goal:
        if intent.facet.startswith("trip.") or "if the money stretches" in intent.text:
            assert f"- {intent.text}" in words
