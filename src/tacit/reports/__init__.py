"""What people read: a self-contained HTML report, tables in the terminal, comparisons of runs."""

from tacit.reports._compare import MetricComparison, RunComparison, compare_runs
from tacit.reports._compat import check_compat, terminal_compat
from tacit.reports._gather import Gathered, gather
from tacit.reports._html import write_report
from tacit.reports._narrate import narrate
from tacit.reports._terminal import terminal_comparison, terminal_scorecard
from tacit.reports._words import harmless

__all__ = [
    "Gathered",
    "MetricComparison",
    "RunComparison",
    "check_compat",
    "compare_runs",
    "gather",
    "harmless",
    "narrate",
    "terminal_comparison",
    "terminal_compat",
    "terminal_scorecard",
    "write_report",
]
