"""How much of the true goal an agent got, and where the rest was lost; computed from stored episodes alone."""

from tacit.scores._episode import EpisodeScore, score
from tacit.scores._scorecard import EFFORTS, Scorecard, by_scenario, compare, scorecards

__all__ = ["EFFORTS", "EpisodeScore", "Scorecard", "by_scenario", "compare", "score", "scorecards"]
