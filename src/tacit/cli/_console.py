"""Where the command line's words go: never taken for markup, plain unless somebody looks on."""

from __future__ import annotations

from rich.console import Console


class Output(Console):
    """A console that prints what it is given, and leaves a closed pipe to ``main``."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, markup=False, emoji=False, highlight=False)

    def say(self, text: str = "") -> None:
        """Print text as it is; lines are for the terminal to wrap, so that paths can be copied."""
        self.print(text, soft_wrap=True)

    def on_broken_pipe(self) -> None:
        """Rich would end the process here, without a word."""
        raise BrokenPipeError
