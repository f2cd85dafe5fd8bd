"""The command line: one file a verb."""

from tacit.cli._main import main

__all__ = ["main"]
