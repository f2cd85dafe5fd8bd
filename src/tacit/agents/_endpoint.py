"""Agents that are a model behind an OpenAI-compatible endpoint, with no code around it."""

from __future__ import annotations

from tacit.agents._wire import clean, outgoing, with_ids
from tacit.dialogue import AgentTurn, AgentView, ToolCall, Usage
from tacit.models import ChatClient


class EndpointAgent:
    """Sends the conversation and the tools as they are; settings are left to the endpoint's defaults."""

    def __init__(self, client: ChatClient) -> None:
        self._client = client

    async def act(self, view: AgentView) -> AgentTurn:
        """What the model does next.

        Raises:
            EndpointError: no usable answer, after retries.
        """
        reply = await self._client.chat(*outgoing(view))
        calls = (ToolCall(call.id, call.name, call.arguments) for call in reply.message.tool_calls)
        spent = Usage(reply.usage.requests, reply.usage.input_tokens, reply.usage.output_tokens)
        content = reply.message.content
        return AgentTurn(clean(content) if content else content, with_ids(calls, len(view.messages)), spent)
