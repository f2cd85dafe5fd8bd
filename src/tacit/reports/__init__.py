"""What people read: a self-contained HTML report, tables in the terminal, comparisons of runs."""

from tacit.reports._compare import MetricComparison, RunComparison, compare_runs
from tacit.reports._html import write_report
from tacit.reports._narrate import narrate
from tacit.reports._terminal import terminal_comparison, terminal_scorecard

__all__ = [
    "MetricComparison",
    "RunComparison",
    "compare_runs",
    "narrate",
    "terminal_comparison",
    "terminal_scorecard",
    "write_report",
]
