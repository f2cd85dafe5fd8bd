"""A request to a model, and the one shape that everything around a call has.

A layer is something that is called with a request and gives a reply; it holds the layer below it. They are stacked
by ``CallTerms.around``, and none knows which others there are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tacit.models._reply import Reply

_BYTES_PER_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a model. ``body`` is sent as it is, so the order of its fields, which models see, is kept.

    ``luck`` is never sent. It tells apart requests that are equal and yet are to be answered independently,
    such as those of two trials.
    """

    base_url: str
    model: str
    body: bytes
    luck: str = ""

    @property
    def hash(self) -> str:
        """Names the request among all others: SHA-256 of address, luck and body. The key has no part in it."""
        return hashlib.sha256(json.dumps([self.base_url, self.luck]).encode() + self.body).hexdigest()

    @property
    def tokens(self) -> int:
        """A guess at how many tokens the model will read: one for every four bytes."""
        return tokens_in(len(self.body))


Call = Callable[[Request], Awaitable[Reply]]
"""A layer.

Raises:
    EndpointError: no usable answer.
    StoppedError: no more calls can be made.
"""


def tokens_in(size: int) -> int:
    """A guess at the tokens in a text of so many bytes."""
    return -(-size // _BYTES_PER_TOKEN)
