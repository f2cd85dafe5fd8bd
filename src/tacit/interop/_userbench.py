"""A user's own copy of UserBench's scenario files, read into scenarios of the world ``userbench``.

A file is a JSON object of records by scenario id, as the released environment loads it. What a language model
wrote there is taken over as it is: which options are correct, which is the best. Nothing says which single
preference an option violates, so an option that is not correct counts as meeting none. Every table is cut
to 3 correct, 10 wrong and 5 noisy options, the best always among them, and put in an order of the scenario's own.

What asks about a preference is not in the files either. It is taken to be asked about in the words of its category
or, where its aspect is being talked about, of its explicit text; see ``docs/userbench.md`` for what that misses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain, count
from pathlib import Path
from random import Random
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, field_validator, model_validator

from tacit.dialogue import Scenario
from tacit.errors import UsageError
from tacit.goals import Category, Goal, Intent
from tacit.worlds.userbench import LEAVES_AT_ONCE, SETTINGS, Table, Task, met, objective

Split = Literal["train", "dev", "test"]
CORRECT, WRONG, NOISE = 3, 10, 5

_LETTERS = {"flight": "F", "hotel": "H", "apartment": "A", "rental_car": "C", "restaurant": "R"}
_HIDDEN = ("type", "reason")
_SAYING_NOTHING = frozenset(
    {"a", "an", "and", "any", "at", "be", "by", "for", "from", "has", "have", "i", "in", "is", "it", "like", "likes", "must",
     "need", "needs", "no", "not", "of", "on", "or", "prefer", "preference", "preferences", "prefers", "should", "than",
     "that", "the", "their", "them", "they", "to", "type", "want", "wants", "with", "would",
     "flight", "hotel", "restaurant", "apartment", "rental", "car"}
)  # fmt: skip
_WORD = re.compile(r"[a-z]{2,}")
_LONGEST = 2_000


class _Options(BaseModel):
    correct: list[dict[str, JsonValue]] = Field(min_length=1)
    wrong: list[dict[str, JsonValue]] = []
    noise: list[dict[str, JsonValue]] = []


class _Aspect(BaseModel):
    """One aspect of a record."""

    preferences: list[list[str]] = Field(min_length=1)
    arguments: dict[str, JsonValue] = Field(min_length=1)
    options: _Options
    correct_ids: list[str] = Field(min_length=1)
    best_id: str

    @field_validator("preferences")
    @classmethod
    def _preferences_are_whole(cls, preferences: list[list[str]]) -> list[list[str]]:
        if any(len(one) < 4 or not all(part.strip() for part in one[:4]) for one in preferences):
            raise ValueError("a preference is an aspect, a category, an explicit text and an implicit one")
        return preferences

    @model_validator(mode="after")
    def _ids_agree(self) -> _Aspect:
        ids = [option.get("id") for option in (*self.options.correct, *self.options.wrong, *self.options.noise)]
        if len({str(id_) for id_ in ids}) < len(ids) or not all(isinstance(id_, str) for id_ in ids):
            raise ValueError("options need ids, each its own")
        if self.best_id not in self.correct_ids:
            raise ValueError("best_id is none of correct_ids")
        if set(self.correct_ids) != {str(option["id"]) for option in self.options.correct}:
            raise ValueError("correct_ids are not those of the correct options")
        return self


class _Record(BaseModel):
    """One scenario of a file; its aspects are extra fields, named in ``dimensions``."""

    model_config = ConfigDict(extra="allow")

    initial_description: str = Field(min_length=1, max_length=_LONGEST)
    dimensions: list[Literal["flight", "hotel", "apartment", "rental_car", "restaurant"]] = Field(min_length=1)

    def aspects(self) -> dict[str, _Aspect]:
        """The aspects, each checked.

        Raises:
            ValueError: one is missing, malformed, or has an id of another aspect.
        """
        if len(set(self.dimensions)) < len(self.dimensions):
            raise ValueError("dimensions name one aspect twice")
        found = {name: _Aspect.model_validate((self.model_extra or {}).get(name)) for name in self.dimensions}
        for name, aspect in found.items():
            own = re.compile(rf"{_LETTERS[name]}\d{{1,9}}", re.ASCII)
            shown = (*aspect.options.correct, *aspect.options.wrong, *aspect.options.noise)
            if strange := [option["id"] for option in shown if not own.fullmatch(str(option["id"]))]:
                raise ValueError(f"{strange[0]!r} is no id of the aspect {name}")
        return found


@dataclass(slots=True)
class Imported:
    """What came of an import: how many scenarios were written, and why records were not, by their ids."""

    written: int = 0
    dropped: dict[str, str] = field(default_factory=dict)


def import_userbench(
    path: str | Path, out: str | Path, *, multi: bool = False, rows: Sequence[str | Path] = ()
) -> Imported:
    """Read original files and write scenarios, one a line, for ``tacit eval userbench --scenarios``.

    Args:
        path: a JSON file, or a folder with files ``travelgym_data_*.json``.
        out: the file to write; must not be there yet.
        multi: whether an aspect may be answered several times.
        rows: Parquet files of the original splits (``train.parquet``, ``test.parquet``): only their rows are
            imported, and as what their file's name says. Without them everything is, as ``dev``.

    Returns:
        Counts; malformed records are dropped, each with a reason.

    Raises:
        UsageError: a file cannot be read or written, is no such file, or no record of it can be used.
    """
    wanted = _rows(rows)
    imported = Imported()
    lines: Iterator[str] = _lines(_files(Path(path)), wanted, multi, imported)
    first = next(lines, None)
    if first is None:
        raise UsageError(f"no scenario of {str(path)!r} can be used{_for_example(imported)}; give the original files")
    try:
        with open(out, "x", encoding="utf-8") as file:
            for line in chain((first,), lines):
                file.write(line + "\n")
                imported.written += 1
    except FileExistsError:
        raise UsageError(f"{str(out)!r} exists already; choose another name") from None
    except OSError as error:
        raise UsageError(f"cannot write {str(out)!r} ({error.strerror}); choose another place") from error
    return imported


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    if found := sorted(path.glob("travelgym_data_*.json")):
        return found
    raise UsageError(f"there are no files travelgym_data_*.json in {str(path)!r}; give their folder, or one file")


def _lines(files: Iterable[Path], rows: Mapping[str, Split] | None, multi: bool, imported: Imported) -> Iterator[str]:
    seen: set[str] = set()
    for file in files:
        for id_, record in _records(file).items():
            if rows is not None and id_ not in rows:
                continue
            try:
                if id_ in seen:
                    raise ValueError("another record has the same id")
                line = _scenario(id_, record, "dev" if rows is None else rows[id_], multi).model_dump_json()
            except (ValueError, RecursionError) as error:
                imported.dropped[id_] = _reason(error)
            else:
                seen.add(id_)
                yield line


def _records(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read {str(file)!r} ({error.strerror}); check the path") from error
    except (ValueError, RecursionError):
        raise UsageError(f"{str(file)!r} is not JSON; give a file travelgym_data_*.json of the original") from None
    if not isinstance(found, dict):
        raise UsageError(f"{str(file)!r} holds no records by scenario id; give a file travelgym_data_*.json")
    return found


def _scenario(id_: str, data: Any, split: Split, multi: bool) -> Scenario:
    """One record as a scenario.

    Raises:
        ValueError: it is malformed.
    """
    record = _Record.model_validate(data)
    aspects = record.aspects()
    setting = "-multi" if multi else ""
    opening = record.initial_description.strip()
    intents: list[Intent] = []
    cues: dict[str, tuple[str, ...]] = {}
    tables: dict[str, Table] = {}
    for name, aspect in aspects.items():
        wishes = _wishes(name, aspect)
        intents += [objective(name, f"an option for the {name.replace('_', ' ')}"), *wishes]
        tables[name] = _table(aspect, [wish.id for wish in wishes], Random(f"userbench {id_} {name}"))
        cues |= {wish.facet: _cues(one) for wish, one in zip(wishes, aspect.preferences, strict=True)}
    family = "".join(str(len(aspect.preferences)) for aspect in aspects.values()) + setting
    return Scenario(
        id=f"userbench/{family}/{id_.replace('+', '_')}",
        world="userbench",
        family=family,
        split=split,
        seed=0,
        goal=Goal(intents=tuple(intents)),
        opening=opening,
        precise="\n".join(
            (opening, *(f"{name.replace('_', ' ')}: {_explicit(one)}." for name, one in aspects.items()))
        ),
        temperament=LEAVES_AT_ONCE,
        data=Task(rules=SETTINGS[setting], tables=tables, cues=cues).model_dump(mode="json"),
    )


def _wishes(name: str, aspect: _Aspect) -> list[Intent]:
    """The preferences of one aspect, each behind a facet of its own, named after its category."""
    wishes: list[Intent] = []
    for _, category, explicit, implicit, *_ in aspect.preferences:
        slug = re.sub(r"[^a-z0-9]+", "_", category.casefold()).strip("_") or "preference"
        names = chain((f"{name}.{slug}",), (f"{name}.{slug}_{number}" for number in count(2)))
        facet = next(one for one in names if one not in {wish.facet for wish in wishes})
        wishes.append(
            Intent(
                id=facet,
                category=Category.PREFERENCE,
                text=explicit.strip(),
                phrasings=(implicit.strip(),),
                facet=facet,
                check=met(name, facet),
            )
        )
    return wishes


def _table(aspect: _Aspect, wishes: Sequence[str], rng: Random) -> Table:
    best_first = sorted(aspect.options.correct, key=lambda option: option["id"] != aspect.best_id)
    correct, noise = best_first[:CORRECT], aspect.options.noise[:NOISE]
    options = [*correct, *aspect.options.wrong[:WRONG], *noise]
    rng.shuffle(options)
    right = [str(option["id"]) for option in correct]
    return Table(
        arguments={name: _spoken(value) for name, value in aspect.arguments.items()},
        options=tuple({name: value for name, value in one.items() if name not in _HIDDEN} for one in options),
        correct=tuple(right),
        best=aspect.best_id,
        noise=tuple(str(option["id"]) for option in noise),
        meets={str(one["id"]): tuple(wishes) if one["id"] in right else () for one in options},
    )


def _spoken(value: JsonValue) -> str:
    """An argument as words that can occur in a query."""
    if isinstance(value, list):
        return " ".join(map(_spoken, value))
    if isinstance(value, dict):
        return " ".join(map(_spoken, value.values()))
    return "" if value is None else str(value)


def _cues(preference: Sequence[str]) -> tuple[str, ...]:
    """What asks about a preference: its category, and weakly each word of that and of its explicit text."""
    category = _telling(preference[1])
    weak = dict.fromkeys(f"~{word}" for word in (*category, *_telling(preference[2])))
    return (*([" ".join(category)] if category else []), *weak)


def _telling(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if word not in _SAYING_NOTHING]


def _explicit(aspect: _Aspect) -> str:
    return "; ".join(preference[2].strip() for preference in aspect.preferences)


def _rows(files: Sequence[str | Path]) -> dict[str, Split] | None:
    """The split of every row of some Parquet files, by scenario id; None without files."""
    if not files:
        return None
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError:
        raise UsageError("reading Parquet files needs another package: pip install 'tacit[import]'") from None
    found: dict[str, Split] = {}
    for file in map(Path, files):
        if file.stem not in ("train", "test"):
            raise UsageError(f"{str(file)!r} is called neither train.parquet nor test.parquet; keep the original names")
        try:
            rows = parquet.read_table(file, columns=["reward_model"]).column("reward_model").to_pylist()
            found |= dict.fromkeys((row["id"] for row in rows), file.stem)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{str(file)!r} is no Parquet file of the original; give train or test files") from error
    return found


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc'])) or 'record'}: {first['msg'].removeprefix('Value error, ')}"
    return " ".join(str(error).split())[:200] or type(error).__name__


def _for_example(imported: Imported) -> str:
    if not imported.dropped:
        return ""
    id_, reason = next(iter(imported.dropped.items()))
    return f" (such as {id_!r}: {reason})"
