"""Tell people from institutions where a name has no comma: words that only institutions have, as data.

A person is two to four capitalised words, with initials and particles between them. What has a word of
the lists below, another word in lower case, a digit or an acronym is no person; what is left in doubt is
none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from synth.text import fold

_PARTICLES = """
    van vande vanden vander de der den het 't 's in te ten ter tot op aan bij uit
    von vom zu zum zur am auf und dem des du del della di da dos das la le les
    al el bin ibn ben af av
"""
PARTICLES = frozenset(_PARTICLES.split())
"""Words that stand before a family name (nl, de, fr, it, es, pt, Arabic, Scandinavian), folded."""

_JOINING = ("y", "e", "i")
_BETWEEN = PARTICLES.union(_JOINING)
_NO_GIVEN_NAMES = PARTICLES - {"al", "ben", "bin", "da", "des"}
_NEVER_LAST = frozenset(("in", "op", "aan", "bij", "uit", "auf", "und"))
"""Particles that, in a person's name, another one follows: `op den Akker`, `auf der Heide`."""

_STRONG = """
    academie academy agency agentschap agentur akademie association associatie asociacion authority
    autoriteit bundesagentur bundesamt bundesanstalt bundesinstitut bundesministerium bundesverband
    bureau centraal centre center centers centres centro centrum collaboration collaborative college
    commissie commission committee consortium corporation council department departement dienst
    ecole fakultat faculteit faculty federatie federation fondation fonds foundation fundacion
    gemeente genossenschaft gesellschaft gezondheidsraad group groep gruppe hogeschool hochschule
    hospital hopital inspectie inspection institut institute institutes instituto instituut istituto
    investigators kenniscentrum kommission laboratory landesamt landelijk ministere ministerie
    ministerium ministry netwerk netzwerk network observatory office organisatie organisation
    organization planbureau platform programma programme project provincie raad rijksdienst
    rijksinstituut secretariat secretariaat sociedad societe society stichting stiftung
    studiengruppe taskforce team unit universidad universidade universita universitair universitat
    universitatsklinikum universite universiteit university verband verbond verein vereniging
    werkgroep zentrum ziekenhuis
"""
"""Words of institutions (nl, de, en and a few of fr, es, it, pt), folded: no family name is among them."""

_LIKELY = """
    amnesty arbeit arbeid archief archiv archive archives association bank bibliotheek bibliothek
    board bond bund bundestag census children childhood collective community company conference
    congress data development economic economics economisch education educational editors editorial
    environment environmental europaische european europese evidence federal federale finance global
    government health healthcare hogere human initiative international internationaal internationale
    jeugd jeugdzorg kamer kammer kinder kinderen krankenkasse kruis kliniek klinik labs library
    medical medicine ministers mental museum national nationaal nationale nederland nederlands
    nederlandse netherlands nations northern onderwijs onderzoek open overheid parliament partners
    patient patients policy politie press programs public publishers publishing registry research
    review reviews royal rijksoverheid sciences science service services social sociaal sociale
    soziale sozial staat stadt state states statistics statistik statistisches studies study support
    survey systems technologies technology theater theatre trial trials trust union united
    uitgeverij verlag verzekeringen veiligheid volksgezondheid welfare welzijn wereld werk women
    work workers working world youth zorg zorgverzekeraars deutsche deutscher deutsches deutschland
    germany german dutch belgie vlaamse vlaanderen osterreich schweiz britain business graduate
    school schools british american canadian australian england scotland
"""
"""Words that make an institution of a name in doubt; of what a source calls a person they may be a part."""

_SUFFIXED = re.compile(
    r"\w{3,}(?:instituut|institut|raad|dienst|bureau|fonds|bank|kammer|kamer|anstalt|zentrum|centrum|verband"
    r"|gesellschaft|ministerie|ministerium|vereniging|verein|stichting|stiftung|universiteit|universitat|groep"
    r"|gruppe|kommission|commissie|versicherung|verzekering|akademie|academie|agentur|netwerk|netzwerk)"
)
_OWN = frozenset(_STRONG.split())
_IN_DOUBT = frozenset(_LIKELY.split())

_SPANISH_NAMES = """
    alonso alvarez blanco calvo cano castro delgado diaz dominguez fernandez flores garcia gil
    gimenez gomez gonzalez gutierrez hernandez herrera iglesias jimenez lopez marquez martinez
    medina mendez molina morales moreno munoz navarro nunez ortega ortiz perez prieto ramirez ramos
    rodriguez rojas romero rubio ruiz saez sanchez sanz serrano suarez torres vargas vasquez vazquez
    velasco
"""
_SPANISH = frozenset(_SPANISH_NAMES.split())
"""Frequent family names of Spanish (folded): before another one they are its first half, no given name."""

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
"""What stands behind a name, folded and without its point."""

_TITLES = "dr prof drs ir ing mr mrs ms mw dhr herr frau univ-prof pd dipl-ing"
TITLES = frozenset(_TITLES.split())
"""Titles in front of a name, folded and without their point."""

_INITIAL = re.compile(r"(?:[^\W\d_a-z]\.[ -]?){1,4}|[A-Z]{1,2}|[A-Z]\.-?[A-Z]|(?:[A-Z][a-z]?\.-?){1,3}")
_ACRONYMS = frozenset(("EU", "UN", "UK", "US", "VN", "NL", "IT", "HR"))
_CAPITALISED = re.compile(
    r"(?:[dDlLO]['’]|Mc|Mac|Ma?c)?[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z]\w*(?:['’-][^\W\d_]+)*\.?"
)
_SHOUTED = re.compile(r"[^\W\d_a-z]{6,}")
_INITIALS_BEHIND = re.compile(r"(?: [A-Z]\.?(?:-?[A-Z]\.?)*)+\Z")
_INITIALS_IN_FRONT = re.compile(r"[A-Z](?:\.|\b)")
_WORD = re.compile(r"[^\W_]+")


def is_institution(text: str) -> bool:
    """True when a word that only institutions have stands in the text (nl, de, en)."""
    return any(word in _OWN or _SUFFIXED.fullmatch(word) for word in _WORD.findall(fold(text)))


def is_person(text: str) -> bool:
    """True for a person's name in full, without comma, in either order: `Jan van der Berg`, `M. de Wit`."""
    words = untitled(text.split())
    words = words[:-1] if words and fold(words[-1]).strip(".") in SUFFIXES else words
    own = [word for word in words if word[:1].isupper() or fold(word) not in _BETWEEN]
    if (
        not 2 <= len(own) <= 4
        or own[0] != words[0]
        or own[-1] != words[-1]
        or fold(own[0]) in _NO_GIVEN_NAMES
    ):
        return False
    if is_institution(text) or not _particles_fit(words):
        return False
    if any(part in _IN_DOUBT for word in own for part in fold(word).split("-")):
        return False
    return all(map(_is_part, own)) and _is_full(own[-1])


def untitled(words: list[str]) -> list[str]:
    """The words of a name without the titles in front of it."""
    first = 0
    while len(words) - first > 2 and fold(words[first]).rstrip(".") in TITLES:
        first += 1
    return words[first:]


def _is_part(word: str) -> bool:
    return word not in _ACRONYMS and (_INITIAL.fullmatch(word) is not None or _is_full(word))


def _is_full(word: str) -> bool:
    return _CAPITALISED.fullmatch(word) is not None or _SHOUTED.fullmatch(word) is not None


def _particles_fit(words: list[str]) -> bool:
    """False where a particle such as `op` is followed by none, as in `Werk in Uitvoering`."""
    return not any(
        fold(word) in _NEVER_LAST and word.islower() and fold(behind) not in PARTICLES
        for word, behind in pairwise(words)
    )


def family_first(names: Iterable[str]) -> bool:
    """True for a list that writes people in full, family name first, without a comma.

    It shows where initials stand behind a given name: `Brown June S. L`, but not `Smith J`, or `J. Smith`.
    """
    votes = 0
    for name in names:
        if "," not in name:
            before = without_initials(name)
            against = _INITIALS_IN_FRONT.match(name) or (before != name and " " not in before)
            votes += -1 if against else before != name and is_person(before)
    return votes > 0


def without_initials(text: str) -> str:
    """A name without the initials behind it: `Brown June S. L` → `Brown June`."""
    return _INITIALS_BEHIND.sub("", text)


def family_from(words: list[str]) -> int:
    """The place of the first word of the family name, in a name written with the given names first.

    Particles belong to it, and so does the first of two Spanish family names, or those that `y` joins.
    """
    first = len(words) - 1
    while first > 1 and fold(words[first - 1]) in PARTICLES:
        first -= 1
    if first > 2 and words[first - 1] in _JOINING:
        first -= 2
    elif first > 1 and fold(words[first - 1]) in _SPANISH:
        first -= 1
        while first > 1 and fold(words[first - 1]) in PARTICLES and words[first - 1].islower():
            first -= 1
    return first
