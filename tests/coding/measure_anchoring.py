"""How well passages are found again in a text that comes again with changes.

    python -m tests.coding.measure_anchoring TEXT...

Every third sentence of 40 characters or more is a passage. The text comes again with letters misread (at the
rate told), lines broken elsewhere with and without hyphens, one sentence in twenty gone, one in ten put in.
`right` are passages found where they stand now, `gone` deleted ones that are told as lost, `missed` those
told as lost that are there, `wrong` those attached to something else.
"""

import random
import re
import sys
import time
from pathlib import Path

from synth.coding.anchoring import Text, setting

SENTENCE = re.compile(r"[^.!?\n]{40,}[.!?]")
RATES = (0.0, 0.01, 0.03, 0.1)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def misread(text, rate, chance):
    """Return the text with letters misread and lines broken elsewhere."""
    out = []
    for letter in text:
        if letter.isalpha() and chance.random() < rate:
            out.append(chance.choice(LETTERS))
        elif letter == " " and chance.random() < 0.1:
            out.append("\n")
        elif letter.isalpha() and out and out[-1].isalpha() and chance.random() < 0.01:
            out += ["-\n", letter]
        else:
            out.append(letter)
    return "".join(out)


def again(text, rate, chance):
    """Return the text as it comes again, and where each sentence stands in it (None: gone)."""
    pieces, places, length, last = [], {}, 0, 0
    for found in SENTENCE.finditer(text):
        between = text[last : found.start()]
        last = found.end()
        gone = chance.random() < 0.05
        said = "" if gone else misread(found.group(), rate, chance)
        added = f" Nieuw is zin {len(places)}, die er niet stond." if chance.random() < 0.1 else ""
        start = length + len(between)
        places[found.start(), found.end()] = None if gone else (start, start + len(said))
        pieces += [between, said, added]
        length = start + len(said) + len(added)
    return "".join([*pieces, text[last:]]), places


def judged(found, place):
    """Return what an anchor is worth, given where the passage stands."""
    if found.how == "lost":
        return "missed" if place else "gone"
    if place is None:
        return "wrong"
    shared = min(found.end, place[1]) - max(found.start, place[0])
    return "right" if shared >= 0.8 * (place[1] - place[0]) else "wrong"


def main(files):
    """Measure and print."""
    for rate in RATES:
        counts = dict.fromkeys(("right", "gone", "missed", "wrong"), 0)
        chance, begun = random.Random(1), time.process_time()
        for file in files:
            text = Path(file).read_text(encoding="utf-8")
            new, places = again(text, rate, chance)
            looked = Text(new)
            for start, end in list(places)[::3]:
                found = looked.find(text[start:end], setting(text, start, end))
                counts[judged(found, places[start, end])] += 1
        shown = " ".join(f"{name}={number}" for name, number in counts.items())
        took = 1000 * (time.process_time() - begun) / max(1, sum(counts.values()))
        print(f"misread={rate} {shown} ms_each={took:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
