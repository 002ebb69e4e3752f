"""The newsstand and desks of the collection's tests."""

from tests.flows.collection.conftest import desk, stand

__all__ = ["desk", "stand"]
