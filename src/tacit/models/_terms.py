"""The terms on which a run calls models: how fast, for how much, and which answers are kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from tacit.models._answers import Answers, Use
from tacit.models._budget import Budget
from tacit.models._limits import Limits
from tacit.models._prices import Prices
from tacit.models._request import Call


@dataclass(frozen=True, slots=True)
class CallTerms:
    """What the clients of one run share. By default calls are counted, and nothing stands in their way."""

    prices: Prices = field(default_factory=Prices)
    budget: Budget = field(default_factory=Budget)
    limits: Limits = field(default_factory=Limits)
    answers: Answers | None = None

    @property
    def offline(self) -> bool:
        """Whether no call is ever made, so that neither a key nor a server is needed."""
        return self.answers is not None and self.answers.use is Use.REPLAY

    def around(self, call: Call, base_url: str, model: str) -> Call:
        """A call, under these terms. From the outside in: kept answers, limits, budget, and the call itself.

        So an answer that was kept costs nothing and waits for nobody, and a call that had to wait for its turn
        asks only then whether there is money left.

        Raises:
            UsageError: the budget needs a price that is missing.
        """
        call = self.budget.around(call, model, self.prices.of(model))
        call = self.limits.around(call, base_url, model)
        return call if self.answers is None else self.answers.around(call)
