"""Adapters for the agent under test: Python callables, in this process or one of their own, and endpoints."""

from tacit.agents._factory import AgentFactory, load

__all__ = ["AgentFactory", "load"]
