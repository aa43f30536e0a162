"""Features have a bucket each; those of many words at once are those of each word alone."""

from hypothesis import given
from hypothesis import strategies as st

from synth.coding.sentence_hashing import LONGEST, SHORTEST, bucket, piece_buckets

WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=9)


def pieces(word: str, size: int) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + size] for at in range(max(len(padded) - size + 1, 1))]


@given(st.lists(st.one_of(WORDS, st.sampled_from(["a", "tijdgebrek", "λόγος", "日本", "banana"]))))
def test_the_pieces_of_words_have_the_bucket_of_what_they_say(words) -> None:
    for size, (owners, places) in enumerate(piece_buckets(words), start=SHORTEST):
        wanted = [(number, bucket(one)) for number, word in enumerate(words) for one in pieces(word, size)]
        assert list(zip(owners.tolist(), places.tolist(), strict=True)) == wanted
    assert size == LONGEST
