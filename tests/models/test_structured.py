"""Replies as records: a schema goes out, one repair is made, and then it is an error with a name."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from tacit.errors import EndpointError, StructuredReplyError
from tacit.models import ChatClient, StructuredReply, TokenCount

HELLO = [{"role": "user", "content": "Where and when?"}]


class Visit(BaseModel):
    """What is asked for."""

    model_config = ConfigDict(extra="forbid")
    city: str = Field(min_length=1)
    month: Literal["May", "June"]


GOOD = '{"city": "Lisbon", "month": "May"}'
VISIT = Visit(city="Lisbon", month="May")


def ask(stub: Any, times: int = 1, **settings: Any) -> list[StructuredReply[Visit]]:
    """Records, one after the other, from one client."""

    async def main() -> list[StructuredReply[Visit]]:
        client = ChatClient(stub.url, "m", retries=0)
        try:
            return [await client.reply_as(Visit, HELLO, **settings) for _ in range(times)]
        finally:
            await client.aclose()

    return asyncio.run(main())


@pytest.mark.parametrize("text", [GOOD, f"```json\n{GOOD}\n```", f"Here you are: {GOOD}. Anything else?"])
def test_a_record_is_read_whatever_stands_around_it(stub: Any, steps: Any, text: str) -> None:
    stub.script = [steps.say(text)]
    assert ask(stub, temperature=0) == [StructuredReply(VISIT, TokenCount(1, 11, 7))]
    body = stub.seen[0].body
    assert body["messages"] == HELLO
    assert body["temperature"] == 0
    described = {"name": "Visit", "schema": Visit.model_json_schema()}
    assert body["response_format"] == {"type": "json_schema", "json_schema": described}


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        ("I cannot say.", "there is no JSON object in it"),
        ("}{", "there is no JSON object in it"),
        ('{"city": "Lisbon", "mon', "there is no JSON object in it"),
        ('{"city": "Lisbon", "month": }', "the object: Invalid JSON"),
        ('{"city": "", "month": "March"}', "month: Input should be 'May' or 'June'"),
        ('{"city": "Lisbon"}', "month: Field required"),
    ],
)
def test_a_reply_that_does_not_fit_is_sent_back_once(stub: Any, steps: Any, bad: str, problem: str) -> None:
    stub.script = [steps.say(bad), steps.say(GOOD)]
    assert ask(stub) == [StructuredReply(VISIT, TokenCount(2, 22, 14))]
    repair = stub.seen[1].body["messages"]
    assert repair[:2] == [*HELLO, {"role": "assistant", "content": bad}]
    assert problem in repair[2]["content"]
    assert '"enum": ["May", "June"]' in repair[2]["content"]
    assert len(stub.seen) == 2


def test_a_repaired_reply_that_does_not_fit_is_an_error(stub: Any, steps: Any) -> None:
    stub.script = [steps.say("no"), steps.say('{"city": 5}'), steps.say(GOOD)]
    with pytest.raises(StructuredReplyError, match=r"'m' gave no valid Visit.*city: .*string") as caught:
        ask(stub)
    assert "\n" not in str(caught.value)
    assert len(stub.seen) == 2


def test_a_tool_call_is_no_record(stub: Any, steps: Any) -> None:
    stub.script = [steps.call("f", "{}"), steps.say(GOOD)]
    assert ask(stub)[0].value == VISIT


@pytest.mark.parametrize("status", [400, 422])
def test_an_endpoint_that_takes_no_schema_is_told_it_in_words_from_then_on(stub: Any, steps: Any, status: int) -> None:
    stub.script = [steps.refuse(status, "unknown field response_format"), *[steps.say(GOOD)] * 2]
    assert [reply.value for reply in ask(stub, times=2)] == [VISIT, VISIT]
    assert len(stub.seen) == 3
    for seen in stub.seen[1:]:
        assert "response_format" not in seen.body
        assert '"enum": ["May", "June"]' in seen.body["messages"][-1]["content"]


def test_a_refusal_for_another_reason_stays_one(stub: Any, steps: Any) -> None:
    stub.script = [*[steps.refuse(400, "conversation too long")] * 2, steps.say(GOOD)]
    with pytest.raises(EndpointError, match="conversation too long"):
        ask(stub)
    stub.script, stub.seen = [steps.refuse(500, "oops")], []
    with pytest.raises(EndpointError, match="oops"):
        ask(stub)
    assert len(stub.seen) == 1
