"""A small English stemmer in the manner of Porter, for an index that keeps stems.

Written for the stand-in alone: it takes off plurals, then one ending, so that `evaluations` and `evaluate`
become one word. What matters is that stems are shorter than the words a `*` is asked for.
"""

import re

ENDINGS = (
    *("ational", "ization", "isation", "fulness", "ousness", "iveness", "ability", "ibility", "ication"),
    *("tional", "ation", "ement", "ality", "ivity", "ative", "icate", "ement", "ator", "ance", "ence"),
    *("able", "ible", "ment", "ness", "tion", "ical", "alism", "ally", "ate", "ent", "ant", "ism", "ity"),
    *("ive", "ize", "ise", "ous", "ful", "ion", "al", "er", "ic", "ly"),
)
KEPT = {"tional": "t", "tion": "t"}
RUN = re.compile(r"[aeiouy]+[^aeiouy]+")


def stem(word):
    """Return what the index keeps of a word."""
    if not word.isascii() or not word.isalpha():
        return word
    word = plural(word)
    for ending in ENDINGS:
        start = word.removesuffix(ending)
        if start != word and len(RUN.findall(start)) >= 2:
            word = start + KEPT.get(ending, "")
            break
    return word[:-1] if word.endswith("e") and len(RUN.findall(word[:-1])) >= 2 else word


def plural(word):
    """Return a word without the endings of plurals, pasts and continuous forms."""
    for ending, instead in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending):
            word = word.removesuffix(ending) + instead
            break
    for ending in ("ing", "ed"):
        start = word.removesuffix(ending)
        if start != word and RUN.search(start + "x"):
            return start
    return f"{word[:-1]}i" if word.endswith("y") and re.search("[aeiouy]", word[:-1]) else word
