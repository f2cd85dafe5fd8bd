"""The only door to language models: a thin client of the OpenAI-compatible wire format."""

from tacit.models._client import ChatClient
from tacit.models._reply import CallRequest, Reply, ReplyMessage, TokenCount

__all__ = ["CallRequest", "ChatClient", "Reply", "ReplyMessage", "TokenCount"]
