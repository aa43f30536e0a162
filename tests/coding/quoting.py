"""A small package that proposes codings, as docs/coding.md says: it knows one word and asks nobody."""

from synth.coding.codes import Codebook
from synth.coding.proposing import Answer, Proposal
from synth.model import Language

PROMPT = "Quote every place where this text speaks of time:\n\n{text}"


class Quoting:
    """Proposes the first factor of the codebook wherever the word stands."""

    model = "word-list 1"

    def propose(self, text: str, language: Language, codebook: Codebook) -> Answer:
        """Propose the word where it stands first, and a quote that the text does not have."""
        word = {"nl": "tijd", "de": "Zeit", "en": "time"}.get(language, "time")
        code = next(code for code in codebook.codes() if code.directions)
        found = [word] if word in text else []
        quotes = (*found, "a sentence that nobody wrote")
        proposals = tuple(Proposal(code.dimension, code.id, code.directions[0], quote) for quote in quotes)
        return Answer(PROMPT.format(text=text), proposals)
