"""Watches of made-up stories, which show that a story is data."""
