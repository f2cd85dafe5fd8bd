"""Kept answers: a cache, a recording and its replay, shared by processes, refused when damaged."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tacit.errors import AnswersError, EndpointError
from tacit.models import Answers, CallTerms, ChatClient, Limits, Price, Prices, Reply, Use

HELLO = [{"role": "user", "content": "hello"}]
KEY = "sk-SECRET/key+'\\0123456789"


def ask(url: str, folder: Path, use: Use, *lucks: str, text: str = "hello", **settings: Any) -> list[Reply]:
    """A call for each luck, one after the other, by a client of its own."""
    terms = CallTerms(prices=settings.pop("prices", Prices()), answers=Answers(folder, use))

    async def main() -> list[Reply]:
        client = ChatClient(url, "m", api_key=KEY, terms=terms, retries=0)
        try:
            messages = [{"role": "user", "content": text}]
            return [await client.chat(messages, luck=luck, **settings) for luck in lucks or ("",)]
        finally:
            await client.aclose()

    return asyncio.run(main())


def kept(folder: Path) -> list[Path]:
    """The files in a folder of answers."""
    return [file for file in folder.rglob("*") if file.is_file()]


def test_an_equal_request_is_asked_once(stub: Any, steps: Any, tmp_path: Path) -> None:
    stub.script = [steps.call("search", '{"at": "Ürümqi"}')]
    first = ask(stub.url, tmp_path / "c", Use.CACHE)
    assert ask(stub.url, tmp_path / "c", Use.CACHE) == first
    assert len(stub.seen) == 1
    assert len(kept(tmp_path / "c")) == 1


def test_a_request_that_differs_in_anything_is_asked(stub: Any, tmp_path: Path) -> None:
    ask(stub.url, tmp_path, Use.CACHE)
    ask(stub.url, tmp_path, Use.CACHE, text="hullo")
    ask(stub.url, tmp_path, Use.CACHE, temperature=0.5)
    ask(stub.url, tmp_path, Use.CACHE, "trial 1")
    ask(stub.url + "/", tmp_path, Use.CACHE)  # the same address
    assert len(stub.seen) == 4


def test_other_luck_is_another_sample_and_luck_is_never_sent(stub: Any, steps: Any, tmp_path: Path) -> None:
    stub.script = [steps.say("heads"), steps.say("tails")]
    replies = ask(stub.url, tmp_path, Use.CACHE, "trial 0", "trial 1", "trial 0")
    assert [reply.message.content for reply in replies] == ["heads", "tails", "heads"]
    assert all("trial" not in json.dumps(seen.body) for seen in stub.seen)


def test_the_same_question_asked_at_once_is_asked_once(stub: Any, steps: Any, tmp_path: Path) -> None:
    stub.otherwise = steps.slow(0.05, steps.say("ok"))
    terms = CallTerms(answers=Answers(tmp_path, Use.CACHE))

    async def main() -> None:
        client = ChatClient(stub.url, "m", terms=terms)
        await asyncio.gather(*(client.chat(HELLO, luck=str(n % 3)) for n in range(30)))
        await client.aclose()

    asyncio.run(main())
    assert len(stub.seen) == 3


def test_who_waits_for_another_s_question_asks_it_when_that_is_cancelled(stub: Any, steps: Any, tmp_path: Path) -> None:
    stub.otherwise = steps.slow(0.2, steps.say("ok"))
    terms = CallTerms(answers=Answers(tmp_path, Use.CACHE), limits=Limits(calls=1))

    async def main() -> Reply:
        client = ChatClient(stub.url, "m", terms=terms)
        first, second = (asyncio.create_task(client.chat(HELLO)) for _ in range(2))
        await asyncio.sleep(0.05)
        first.cancel()
        try:
            return await second
        finally:
            await client.aclose()

    assert asyncio.run(main()).message.content == "ok"


def test_a_failure_is_recorded_but_not_cached(stub: Any, steps: Any, tmp_path: Path) -> None:
    for use, calls in ((Use.CACHE, 2), (Use.RECORD, 1)):
        stub.script, stub.seen = [steps.refuse(400, f"too long, {KEY}")] * 2, []
        said = set()
        for _ in range(2):
            with pytest.raises(EndpointError, match="answered 400: too long") as caught:
                ask(stub.url, tmp_path / use, use)
            said.add(str(caught.value))
        assert len(stub.seen) == calls
        assert len(said) == 1
    with pytest.raises(EndpointError, match="answered 400: too long") as caught:
        ask(stub.url, tmp_path / "record", Use.REPLAY)
    assert caught.value.status == 400


def test_a_replay_gives_the_recorded_replies_and_calls_nobody(stub: Any, steps: Any, tmp_path: Path) -> None:
    stub.script = [steps.refuse(500, "once"), steps.say("a"), steps.call("f", {"x": 1}), steps.say("c")]
    with pytest.raises(EndpointError):
        ask(stub.url, tmp_path, Use.RECORD, "failed")
    recorded = ask(stub.url, tmp_path, Use.RECORD, "1", "2", "3")
    stub.stop()
    assert ask(stub.url, tmp_path, Use.REPLAY, "1", "2", "3") == recorded
    priced = ask(stub.url, tmp_path, Use.REPLAY, "1", prices=Prices(others=Price(1, 1)))
    assert priced[0].usage.usd == pytest.approx(18e-6)


def test_a_replay_that_lacks_an_answer_says_so(stub: Any, tmp_path: Path) -> None:
    ask(stub.url, tmp_path, Use.RECORD)
    with pytest.raises(AnswersError, match="holds no answer to a call of 'm'"):
        ask(stub.url, tmp_path, Use.REPLAY, text="never asked")
    assert len(stub.seen) == 1


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b'{"format": 2}',
        b"\xff\xfe",
        b'{"format":1,"model":"m","luck":"","content":5}',
    ],
)
@pytest.mark.parametrize("use", list(Use))
def test_a_damaged_answer_is_refused_by_name(stub: Any, tmp_path: Path, use: Use, damage: bytes) -> None:
    ask(stub.url, tmp_path, Use.RECORD)
    (file,) = kept(tmp_path)
    file.write_bytes(damage)
    with pytest.raises(AnswersError, match="is damaged") as caught:
        ask(stub.url, tmp_path, use)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(stub.seen) == 1


def test_every_cut_of_an_answer_is_refused_or_whole(stub: Any, tmp_path: Path) -> None:
    (whole,) = ask(stub.url, tmp_path, Use.RECORD)
    (file,) = kept(tmp_path)
    data = file.read_bytes()
    for size in range(len(data)):
        file.write_bytes(data[:size])
        try:
            assert ask(stub.url, tmp_path, Use.REPLAY) == [whole]
        except AnswersError:
            pass
        else:
            assert size == len(data) - 1, "only the last line's end may be missing"


def test_a_draft_that_a_killed_process_left_is_no_answer(stub: Any, tmp_path: Path) -> None:
    ask(stub.url, tmp_path, Use.RECORD)
    (file,) = kept(tmp_path)
    file.rename(file.with_suffix(".json.new"))
    with pytest.raises(AnswersError, match="holds no recording"):
        ask(stub.url, tmp_path, Use.REPLAY)


@pytest.mark.parametrize("use", [Use.CACHE, Use.RECORD])
def test_a_folder_that_cannot_be_one_is_refused(tmp_path: Path, use: Use) -> None:
    (tmp_path / "file").write_text("hello")
    with pytest.raises(AnswersError, match="cannot hold answers"):
        Answers(tmp_path / "file" / "below", use)
    with pytest.raises(AnswersError, match="cannot hold answers"):
        Answers(tmp_path / "file", use)


def test_nothing_to_replay_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(AnswersError, match="holds no recording to replay; make one with --record"):
            Answers(path, Use.REPLAY)
    assert not (tmp_path / "missing").exists()


def test_a_folder_that_vanishes_ends_in_one_line(stub: Any, tmp_path: Path) -> None:
    answers = Answers(tmp_path / "c", Use.CACHE)
    shutil.rmtree(tmp_path / "c")
    (tmp_path / "c").write_text("in the way")

    async def main() -> None:
        client = ChatClient(stub.url, "m", terms=CallTerms(answers=answers))
        try:
            with pytest.raises(AnswersError, match=r"cannot be read|cannot write"):
                await client.chat(HELLO)
        finally:
            await client.aclose()

    asyncio.run(main())


def test_the_key_is_neither_kept_nor_part_of_a_name(stub: Any, steps: Any, tmp_path: Path) -> None:
    stub.script = [steps.say(f"{KEY} it is"), steps.call("f", {"a": KEY}), steps.refuse(400, KEY)]
    ask(stub.url, tmp_path, Use.RECORD, "1", "2")
    with pytest.raises(EndpointError):
        ask(stub.url, tmp_path, Use.RECORD, "3")
    names = {file.name for file in kept(tmp_path)}
    for file in kept(tmp_path):
        assert "SECRET" not in file.read_text(encoding="utf-8")

    async def other_key() -> None:
        client = ChatClient(stub.url, "m", api_key="another", terms=CallTerms(answers=Answers(tmp_path, Use.REPLAY)))
        assert (await client.chat(HELLO, luck="1")).message.content == "[key] it is"

    asyncio.run(other_key())
    assert len(names) == 3


HAMMER = """
import asyncio, sys
from tacit.models import Answers, CallTerms, ChatClient, Use

async def main(url, folder):
    client = ChatClient(url, "m", terms=CallTerms(answers=Answers(folder, Use.CACHE)))
    for n in range(40):
        await client.chat([{"role": "user", "content": "hello"}], luck=str(n))
    await client.aclose()

asyncio.run(main(*sys.argv[1:]))
"""


def test_processes_share_a_folder(stub: Any, tmp_path: Path) -> None:
    command = [sys.executable, "-c", HAMMER, stub.url, str(tmp_path)]
    workers = [subprocess.Popen(command) for _ in range(3)]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    assert len(kept(tmp_path)) == 40
    stub.stop()
    assert len(ask(stub.url, tmp_path, Use.REPLAY, *map(str, range(40)))) == 40
