"""Claims read from generated sentences: every value, key and scope, and no claim where none is."""

from random import Random

from govreport_site.model import DateReading, Figure
from govreport_site.parse.figures import read_figures
from tests.parse.prose import section
from tests.prose_generator.claims import Claimed, sentences


def read(text: str) -> tuple[Figure, ...]:
    return read_figures(section(text), year=2021, published=DateReading("2022-01-10"))


def is_same(claim: Claimed, figure: Figure) -> bool:
    return (
        float(figure.value) == claim.value
        and figure.unit == claim.unit
        and claim.key in {None, figure.key}
        and claim.scope in {None, figure.scope}
    )


def test_claims_of_generated_sentences() -> None:
    wrong = []
    for sentence in sentences(Random(5), 1900):
        found = read(sentence.text)
        same = len(found) == len(sentence.claims)
        if not (same and all(map(is_same, sentence.claims, found))):
            wrong.append((sentence.text, sentence.claims, found))
    assert wrong == []
