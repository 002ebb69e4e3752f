"""Tests of the extractors room."""
