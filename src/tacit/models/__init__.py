"""The only door to language models: a thin client of the OpenAI-compatible wire format."""

from tacit.models._answers import Answers, Use
from tacit.models._budget import Budget
from tacit.models._client import ChatClient
from tacit.models._limits import Limits
from tacit.models._prices import Price, Prices
from tacit.models._reply import CallRequest, Reply, ReplyMessage, TokenCount
from tacit.models._structured import StructuredReply
from tacit.models._terms import CallTerms

__all__ = [
    "Answers",
    "Budget",
    "CallRequest",
    "CallTerms",
    "ChatClient",
    "Limits",
    "Price",
    "Prices",
    "Reply",
    "ReplyMessage",
    "StructuredReply",
    "TokenCount",
    "Use",
]
