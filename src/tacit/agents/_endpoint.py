"""Agents that are a model behind an OpenAI-compatible endpoint, with no code around it."""

from __future__ import annotations

from tacit.agents._wire import outgoing, with_ids
from tacit.dialogue import AgentTurn, AgentView, ToolCall, Usage
from tacit.models import ChatClient


class EndpointAgent:
    """Sends the conversation and the tools as they are; settings are left to the endpoint's defaults.

    Args:
        luck: tells its calls apart from equal ones of other episodes, where answers are kept.
    """

    def __init__(self, client: ChatClient, luck: str) -> None:
        self._client = client
        self._luck = luck

    async def act(self, view: AgentView) -> AgentTurn:
        """What the model does next.

        Raises:
            EndpointError: no usable answer, after retries.
            StoppedError: no more calls can be made.
        """
        messages, tools = outgoing(view)
        reply = await self._client.chat(messages, tools, luck=self._luck)
        calls = (ToolCall(call.id, call.name, call.arguments) for call in reply.message.tool_calls)
        used = reply.usage
        spent = Usage(used.requests, used.input_tokens, used.output_tokens, used.usd)
        return AgentTurn(reply.message.content, with_ids(calls, len(view.messages)), spent)
