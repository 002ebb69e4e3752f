"""How right the reader and the comparer are, on texts labelled by hand. docs/accuracy.md explains the figures."""
