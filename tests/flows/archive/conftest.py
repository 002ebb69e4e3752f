"""The newsstand and its desks, borrowed from the tests of collecting."""

from tests.flows.collection.conftest import desk, stand

__all__ = ["desk", "stand"]
