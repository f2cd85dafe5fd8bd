from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Base of everything that is read, written or configured: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
