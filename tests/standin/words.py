"""How the servers cut a text into words, as far as it is known: kept simple, the same for every dialect."""

import re

# A word keeps an apostrophe or a full stop between two letters, as the standard tokenizer of the real indexes
# does; a hyphen cuts. Accents stay: whether the real indexes fold them is not documented.
WORD = re.compile(r"\w+(?:['\u2019.]\w+)*")
INLINE = re.compile(r"</?(?:\w+:)?(?:i|b|u|em|strong|sub|sup|italic|bold|sc)\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]+>")


def tokens(text):
    """Return the words of a text in lower case."""
    return WORD.findall(text.lower())


def plain(markup):
    """Return a text without its tags: those inside a word leave nothing, others a space."""
    return TAG.sub(" ", INLINE.sub("", markup))
