"""Whoever plays the user: rules, or a person."""

from tacit.users._human import HumanUser
from tacit.users._rules import RuleUser

__all__ = ["HumanUser", "RuleUser"]
