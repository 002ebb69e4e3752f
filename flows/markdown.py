"""Markdown that text from outside cannot format. Pure."""


def markdown_text(text: str) -> str:
    """Return text with every mark that markdown or HTML could act on made harmless, on one line."""
    flat = " ".join(text.split())
    return "".join(f"&#{ord(mark)};" if mark in "\\`*_{}[]()<>#+-.!|~&:/@$^=" else mark for mark in flat)
