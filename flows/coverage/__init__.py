"""The shipped, made-up coverage of one week, and the loopback server that plays it at a simulated time.

The outlets, their pages and the planted events are data (see FORMAT.md); nothing here is a real outlet's text.
"""
