"""Chinese, Korean and Japanese names in Latin letters with the family name first: `Wang Xiaoming`.

The frequent family names are data. A first word that is also a given name elsewhere (`Kim`, `Lee`, `Han`)
needs a given name of two parts behind it (`Kim Min-Jun`); and when both ends could be the family name
(`Wei Li`), nothing is turned round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from synth.text import fold

_CHINESE = """
    bai bi cai cao chang chen cheng chiu chou cui dai deng ding dong du duan fan fang feng fu gao gong gu guo
    hao he hou hsieh hsu hu huang jia jiang jin kong lai lei li liang liao lin liu long lu luo lyu ma mao meng
    mo niu pan peng qian qiao qin qiu ren shao shen shi song su sun tan tang tao tian tsai tseng wan wang wei
    wen wu xia xiang xiao xie xiong xu xue yan yang yao ye yi yin yu yuan zeng zhang zhao zheng zhong zhou zhu
    zou
"""
_KOREAN = """
    ahn bae baek cho choi chung han hong hwang jang jeon jeong jung kang kim ko kwon lee lim moon nam noh oh
    park ryu seo shin sohn son song yoo yoon
"""
_JAPANESE = """
    abe fujita goto hashimoto hayashi ikeda inoue ishikawa ito kato kimura kobayashi maeda matsumoto mori
    murakami nakajima nakamura ogawa okada saito sasaki sato shimizu suzuki takahashi tanaka watanabe yamada
    yamaguchi yamamoto yamashita yamazaki yoshida
"""
_GIVEN_ELSEWHERE = """
    abe ahn cho chung dai du fu han he hong ito jin jung kim ko lai lee lei lim lin lu ma mo mori nam oh park
    song son sun tan tao yi
"""
_BOTH = frozenset(_GIVEN_ELSEWHERE.split())
"""Of these, those that are given names elsewhere, or words that a name may begin with."""

_FINALS = """
    a ai an ang ao e ei en eng i ia ian iang iao ie in ing iong iu o ong ou u ua uai uan uang ui un uo ue
    ih eh ieh uei ueh ung iung iang ien
"""
_SYLLABLES = (
    (_CHINESE, rf"(?:[zcs]h|ts|hs|[bpmfdtnlgkhjqxrzcsyw])?(?:{'|'.join(_FINALS.split())})"),
    (_KOREAN, r"(?:[ct]h|sh|kh|[hkgnmr]y|[hk]w|[bdghjkmnprstyw])?[aeiou]{1,2}(?:ng|[nkmlpt](?![aeiou]))?"),
    (_JAPANESE, r"(?:[ckst]h|ts|[knhmrg]y|[kstnhmyrwgzjdbf])?(?:[aiueo]|ou)(?:n(?![aeiou]))?"),
)
_GIVEN = tuple(
    (frozenset(listed.split()), re.compile(f"(?:{syllable}){{1,4}}")) for listed, syllable in _SYLLABLES
)
_FAMILY_NAMES = frozenset().union(*(listed for listed, _ in _GIVEN))
_VIETNAMESE = "bui dang dinh do duong hoang ho le ly ngo nguyen pham phan tran vo vu"
_LAST = _FAMILY_NAMES.union(_VIETNAMESE.split())
"""Behind other words they show that the family name stands last."""

_INITIALS = 3
"""Capitals up to which a word may be initials: `MA`, `LEE`."""


def family_first(words: Sequence[str]) -> bool:
    """True for a name in full, without a comma, of which the first word is the family name."""
    first, *given = words
    own = fold(first)
    if own not in _FAMILY_NAMES or not 1 <= len(given) <= 2 or _initials(first):
        return False
    parts = [part for word in given for part in fold(word).split("-")]
    if len(parts) > 2 or fold(given[-1]) in _LAST or (own in _BOTH and len(parts) < 2):
        return False
    return any(own in listed and all(map(fits.fullmatch, parts)) for listed, fits in _GIVEN)


def _initials(word: str) -> bool:
    return word.isupper() and len(word) <= _INITIALS
