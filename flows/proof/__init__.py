"""The evidence of one alert, to be handed to an editor: gathered, written as a bundle, and checked again."""
