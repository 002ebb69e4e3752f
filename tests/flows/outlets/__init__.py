"""Tests of how the outlets are asked."""
