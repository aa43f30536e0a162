"""How well PDF files whose text is known are read, by this program and by what else could read them.

    python -m tests.reading.measure_pdf

For each layout the share of words in the right order (insertions and deletions count), and CPU milliseconds.
Words broken at the end of a line are put together for the others, which do not do that.
"""

import io
import re
import time
import unicodedata

from rapidfuzz.distance import Indel

from synth.reading.pdf import read_pdf
from tests.reading.made_pdf import layouts


def ours(data):
    """Read with this program, without the headings and tables, which are told apart."""
    read = read_pdf(data)
    text = read.text
    for part in read.parts:
        if part.kind == "table":
            text = text.replace(read.text[part.start : part.end], "")
        elif part.kind == "section":
            text = text.replace(part.name, "")
    return text


def pypdf(data):
    """Read with pypdf, in the order of the file."""
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def pdfminer(data):
    """Read with pdfminer.six, with its own layout analysis."""
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(data))


def pdfplumber(data):
    """Read with pdfplumber, line by line over the page."""
    import pdfplumber as library

    with library.open(io.BytesIO(data)) as file:
        return "\n".join(page.extract_text() for page in file.pages)


def pypdfium2(data):
    """Read with pypdfium2, in the order of the file."""
    from pypdfium2 import PdfDocument

    file = PdfDocument(data)
    return "\n".join(file[number].get_textpage().get_text_range() for number in range(len(file)))


def words(text):
    """Return the words of a text, with those that a line end broke put together."""
    whole = re.sub(r"[-\u00ad\ufffe\x02]\s*\n\s*", "", unicodedata.normalize("NFKC", text))
    return whole.split()


def main():
    """Measure and print."""
    for name, made in layouts():
        wanted = " ".join(made.paragraphs).split()
        shown = []
        for read in (ours, pypdf, pdfminer, pdfplumber, pypdfium2):
            begun = time.process_time()
            text = read(made.data)
            took = 1000 * (time.process_time() - begun)
            shown.append(
                f"{read.__name__}={Indel.normalized_similarity(wanted, words(text)):.3f}/{took:.0f}ms"
            )
        print(f"{name}:", *shown)


if __name__ == "__main__":
    main()
