"""Environments: one folder a world, found by the entry-point group ``tacit.worlds``."""

from tacit.worlds._registry import load_world, world_names

__all__ = ["load_world", "world_names"]
