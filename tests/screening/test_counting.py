"""Words as numbers are those of scikit-learn, and both ways of learning from them end in the same order."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from synth.errors import UsageError
from synth.screening import machine
from synth.screening.counting import Text, count_words
from synth.screening.ranking import weights
from synth.screening.words import Words
from tests.screening.test_simulation import TEXTS

CHANCE = np.random.default_rng(3)
WORDS = sorted(
    {word for text in TEXTS.values() for part in text for word in part.split()} | {"ǆ", "straße", "é"}
)
TITLES = [
    " ".join(CHANCE.choice(WORDS, CHANCE.integers(0, 12))) + ", a B-12 Ünit" * (n % 3) for n in range(300)
]


@pytest.mark.parametrize("large", [False, True])
def test_the_numbers_are_those_of_the_library(large: bool) -> None:
    chosen = {"min_df": 2, "dtype": np.float32} if large else {"ngram_range": (1, 2)}
    library = TfidfVectorizer(sublinear_tf=True, max_df=0.95, **chosen)
    wanted = library.fit_transform(TITLES)
    counted = count_words((Text(title, "") for title in TITLES), large=large)
    found = [counted.vocabulary.words[place] for place in range(counted.rows.shape[1])]
    assert found == library.get_feature_names_out().tolist()
    assert np.allclose(counted.rows.toarray(), wanted.toarray(), atol=1e-6 if large else 1e-14)


@pytest.mark.parametrize("decided", [40, 200])
def test_a_large_set_is_learnt_without_copies_to_the_same_scores(decided: int) -> None:
    matrix = count_words(Text(title, "") for title in TITLES).rows
    rows = CHANCE.choice(len(TITLES), decided, replace=False)
    relevant = np.array(["debt" in TITLES[row] for row in rows])
    costs = 0.3 * weights(relevant)
    one, other = (learn(matrix, rows, relevant, costs) for learn in (machine.learnt, machine.learnt_in_place))
    assert np.allclose(one.scores(matrix), other.scores(matrix), atol=0.005)


def test_each_word_is_found_at_its_place_and_no_other_word_is() -> None:
    words = Words(WORDS)
    assert [words.place(word) for word in WORDS] == list(range(len(WORDS)))
    assert {words.place(word) for word in ("", "a", "zzz", "straßen")} == {None}


@pytest.mark.parametrize("titles", [[], [""], ["same words"] * 3, ["a b"]])
def test_records_that_words_do_not_tell_apart_are_refused(titles: list[str]) -> None:
    with pytest.raises(UsageError, match="no words to tell them apart"):
        count_words(Text(title, "") for title in titles)
