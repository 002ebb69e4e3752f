"""Tests of the report: the page, its charts and words, and the Atom feed."""
