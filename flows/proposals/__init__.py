"""The optional model: asks an endpoint for quotes, keeps its replies, and lets extractors.grounding judge them."""
