"""Tests of the steps behind extractors/changes.py."""
