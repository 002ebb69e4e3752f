"""The letters and signs of scripts, which no lexicon lists: many languages share a script, and none owns it.

Each is what stands between the brackets of a pattern's set.
"""

LATIN_CAPITALS = "A-ZÀ-Þ"
CAPITALS = f"{LATIN_CAPITALS}А-ЯЁЇІЄҐ"
SMALL = "a-zß-öø-ÿа-яёіїєґ"
SPACED = "A-Za-z\u00c0-\u10ff\u1200-\u1fff"  # letters of scripts that part words by spaces
HAN = "\u4e00-\u9fff"
HAN_AND_KATAKANA = "一-龠々〆ヶァ-ヴー・"  # which write the names of people and houses
HIRAGANA = "ぁ-ん"
HANGUL = "가-힣"
