"""A small codebook in three languages that the tests of coding share."""

import pytest

from synth.coding.codebook import Codebook, load_codebook

SMALL = """\
synth: codebook/1
id: small
version: 1.2.0
title: {nl: Klein, en: Small, de: Klein}
source: made for the tests
dimensions:
  - id: determinant
    label: {nl: Determinant, en: Determinant, de: Determinante}
    required: true
    codes:
      - id: innovation
        label: {nl: Innovatie, en: Innovation, de: Innovation}
      - id: user
        label: {nl: Gebruiker, en: User, de: Nutzer}
      - id: organisation
        label: {nl: Organisatie, en: Organisation, de: Organisation}
  - id: factor
    parent: determinant
    label: {nl: Factor, en: Factor, de: Faktor}
    codes:
      - id: time
        parent: organisation
        label: {nl: Tijd om te lezen, en: Time to read, de: Zeit zum Lesen}
        definition: {nl: Ruimte in het werk., en: Room in the work., de: Raum in der Arbeit.}
        directions: [success, failure]
        terms:
          nl: [tijd, werkdruk]
          en: [time, workload]
          de: [Zeit, Arbeitsdruck]
        sources: ["4.2"]
      - id: too-abstract
        parent: innovation
        label: {nl: Te abstracte kennis, en: Knowledge too abstract, de: Zu abstraktes Wissen}
        definition: {nl: Los van de praktijk., en: Far from practice., de: Fern der Praxis.}
        directions: [failure]
        terms:
          nl: [abstract, '"te theoretisch"']
          en: [abstract, '"too theoretical"']
          de: [abstrakt, '"zu theoretisch"']
      - id: skills
        parent: user
        label: {nl: Vaardigheden, en: Skills, de: Fähigkeiten}
        definition: {nl: Kunnen toepassen., en: Able to apply., de: Anwenden können.}
        directions: [success, failure, mixed]
        terms:
          nl: [vaardigheid, deskundigheid]
          en: [skill, expertise]
          de: [Fähigkeit, Kompetenz]
  - id: phase
    label: {nl: Fase, en: Phase, de: Phase}
    codes:
      - id: adoption
        label: {nl: Adoptie, en: Adoption, de: Adoption}
        terms: {nl: [adoptie], en: [adoption], de: [Adoption]}
      - id: implementation
        label: {nl: Invoering, en: Implementation, de: Einführung}
        terms: {nl: [invoer*, implementat*], en: [implement*], de: [Einführung, Umsetzung]}
  - id: perspective
    choice: multiple
    label: {nl: Perspectief, en: Perspective, de: Perspektive}
    codes:
      - id: professional
        label: {nl: Professional, en: Professional, de: Fachkraft}
        terms: {nl: [klantmanager], en: ['"case manager"'], de: [Fallmanager]}
      - id: management
        label: {nl: Leiding, en: Management, de: Leitung}
        terms: {nl: [leidinggevende], en: [manager], de: [Führungskraft]}
"""


@pytest.fixture(scope="session")
def small() -> Codebook:
    return load_codebook(SMALL, name="small.yaml")


@pytest.fixture
def small_text() -> str:
    return SMALL
