"""A word of each script that titles are likely to use."""

from typing import Final

SPECIMENS: Final = {
    "Latin": "Ünï",
    "Greek": "Ωραία",
    "Cyrillic": "Ария",
    "Hebrew": "שָׁלוֹם",
    "Arabic": "سلام",
    "Devanagari": "हिन्दी",
    "Thai": "น้ำ",
    "Chinese": "漢字",
    "Japanese": "かな",
    "Korean": "한국",
    "Emoji": "🎵",
}
"""By the script's name; the words need marks placed, letters joined and directions turned."""
