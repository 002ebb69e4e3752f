"""The steps of reading one article: marks, numbers, figures, statuses, voices, the document pass."""
