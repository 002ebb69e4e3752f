"""How the claims of two texts are aligned and judged; extractors/changes.py is the door."""
