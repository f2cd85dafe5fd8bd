"""What the words of the report mean, in the report's own last section."""

from __future__ import annotations

from collections.abc import Sequence


def definitions(titles: Sequence[str]) -> list[tuple[str, str]]:
    """Words with their meanings; those of optional columns where these are among ``titles``."""
    optional = [pair for pair in _OPTIONAL if any(title.startswith(pair[0]) for title in titles)]
    return [*_DEFINITIONS, *optional]


_DEFINITIONS = (
    (
        "honoured (alignment)",
        "The share of what a user wanted, spoken or not, that the result satisfies. Each wish is checked by a program "
        "on the final booking; wishes the user does not know about count for nothing.",
    ),
    (
        "booked right (full)",
        "The share of conversations in which everything that can be checked was honoured: each thing booked, and every "
        "wish for it.",
    ),
    (
        "gain",
        "Where the agent stands between the floor, which asks nothing, and the ceiling, which knows every wish: "
        "0 is guessing, 1 is knowing all. Below 0 is worse than guessing. What was honoured without having come out "
        "counts no more than what the floor got that way: luck gains nothing.",
    ),
    (
        "lucky guess",
        "A wish that was honoured although it never came out. It counts as honoured, and is shown apart because luck "
        "does not repeat.",
    ),
    (
        "elicited: active, passive",
        "The share of wishes that came out because the agent asked, and because the user volunteered them.",
    ),
    (
        "question precision, recall",
        "Precision: of all things the agent asked about, the share behind which a wish was still hidden. Recall: of all "
        "hidden wishes, the share it asked about.",
    ),
    (
        "effort: low, medium, high",
        "Messages the user had to answer in an average conversation. Low: they know it. Medium: they cannot say, or "
        "have said it. High: the question hands the work back to them.",
    ),
    (
        "regret",
        "Dollars lost against the best option. A booking that misses a wish must be done again, so all of it is lost.",
    ),
    (
        "[low, high]",
        "A 95 % interval, clustered by scenario: conversations about the same task are not independent of each other.",
    ),
    (
        "never asked … unknown cause",
        "Where a wish was lost: it was not asked for; asked for in vain; heard but not decoded; understood but not acted "
        "on; or lost after it came out, with nothing to show what the agent made of it.",
    ),
)
_OPTIONAL = (
    (
        "pass^",
        "pass^k: the chance that k independent tries at the same scenario are all booked right. It falls with k unless an "
        "agent is reliable.",
    ),
    (
        "precise minus vague",
        "How much more was honoured when the same user said everything in the first message: what is lost only because "
        "users do not say what they mean.",
    ),
    (
        "held-out wishes honoured",
        "The share honoured among wishes that occur in the test split only, so nobody can have tuned an agent to them.",
    ),
    (
        "over-asking",
        "Things asked about in conversations whose first message left nothing to ask.",
    ),
    (
        "excluded",
        "Conversations that broke in hands other than the agent’s. They do not count; the worst and the best score had "
        "they counted stand beside them.",
    ),
)
