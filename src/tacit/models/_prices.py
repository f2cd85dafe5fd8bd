"""What tokens cost, as the person who pays for them says. No vendor's prices are kept here: they would go stale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tacit.errors import UsageError


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars for a million tokens that a model reads, and for a million that it writes."""

    input: float
    output: float

    def of(self, input_tokens: int, output_tokens: int) -> float:
        """Dollars for so many tokens."""
        return (input_tokens * self.input + output_tokens * self.output) / 1e6


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of a run: of models by name, and of all others, where one was given for them."""

    named: Mapping[str, Price] = field(default_factory=dict)
    others: Price | None = None

    def of(self, model: str) -> Price | None:
        """The price of a model, None if it is not known."""
        return self.named.get(model, self.others)

    @classmethod
    def read(cls, texts: Iterable[str]) -> Prices:
        """Prices from the command line, each ``IN,OUT`` or ``MODEL=IN,OUT``.

        Raises:
            UsageError: one of them is neither.
        """
        named, others = dict[str, Price](), None
        for text in texts:
            model, _, figures = text.rpartition("=")
            price = _price(text, figures)
            if model:
                named[model] = price
            else:
                others = price
        return cls(named, others)


def _price(text: str, figures: str) -> Price:
    try:
        read, written = map(float, figures.split(","))
    except ValueError:
        read = written = -1.0
    if not (0 <= read < math.inf and 0 <= written < math.inf):
        raise UsageError(
            f"{text!r} is not a price; give dollars for a million tokens read and written, such as 0.15,0.60 or "
            "my-model=0.15,0.60"
        )
    return Price(read, written)
