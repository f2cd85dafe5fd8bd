"""Travel: book flights, hotels, restaurants, apartments and cars for people who hint at what they want."""

from tacit.worlds.travel.world import TravelWorld

__all__ = ["TravelWorld"]
