"""Recall and false hits of the finder of personal data, on generated samples."""

from collections import Counter
from random import Random

from govreport_site.reference.personal import find, mask
from tests.prose_generator.contacts import look_alikes, samples


def test_recall_by_kind() -> None:
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for sample in samples(Random(11), 1200):
        spans = {(f.kind, sample.text[f.start : f.end]) for f in find(sample.text)}
        for kind, printed in sample.truth:
            wanted[kind] += 1
            found[kind] += (kind, printed) in spans
    assert {k: found[k] / wanted[k] for k in ("identity", "mobile", "email")} == {
        "identity": 1.0,
        "mobile": 1.0,
        "email": 1.0,
    }
    assert found["person"] / wanted["person"] >= 0.98


def test_nothing_personal_is_left_after_masking() -> None:
    for sample in samples(Random(12), 600):
        masked = mask(sample.text)
        assert not [f for f in find(masked) if f.personal], masked


def test_look_alikes_are_not_taken() -> None:
    taken = [t for t in look_alikes(Random(13), 1500) if any(f.personal for f in find(t))]
    assert taken == []
