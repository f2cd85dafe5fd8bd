"""How much of the true goal an agent got, and where the rest was lost; computed from stored episodes alone."""

from tacit.scores._episode import EpisodeScore, score
from tacit.scores._recovery import Recovery
from tacit.scores._sample import EFFORTS
from tacit.scores._scorecard import Scorecard, by_scenario, compare, scorecards
from tacit.scores._userbench import Trace, travel_trace, userbench_trace
from tacit.scores._userbench_floors import Floor, brute_force_floor, guess_floor
from tacit.scores._userbench_metrics import TraceSample
from tacit.scores._userbench_published import (
    PUBLISHED_MULTI,
    PUBLISHED_SINGLE,
    PUBLISHED_TRAVELGYM,
    USERBENCH_SOURCE,
    USERRL_SOURCE,
    PublishedRow,
    PublishedTravelGym,
)

__all__ = [
    "EFFORTS",
    "PUBLISHED_MULTI",
    "PUBLISHED_SINGLE",
    "PUBLISHED_TRAVELGYM",
    "USERBENCH_SOURCE",
    "USERRL_SOURCE",
    "EpisodeScore",
    "Floor",
    "PublishedRow",
    "PublishedTravelGym",
    "Recovery",
    "Scorecard",
    "Trace",
    "TraceSample",
    "brute_force_floor",
    "by_scenario",
    "compare",
    "guess_floor",
    "score",
    "scorecards",
    "travel_trace",
    "userbench_trace",
]
