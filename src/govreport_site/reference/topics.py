"""Topics that people look for, and which of them a text mentions."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct, convert


class Topic(Struct, frozen=True):
    """One topic."""

    zh: str
    en: str
    words: tuple[str, ...]
    """A text that holds one of them mentions the topic."""


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic; its place here is its number, which light rows keep as a byte."""
    text = files(__package__).joinpath("topics.toml").read_text("utf-8")
    return tuple(convert(tomllib.loads(text)["topic"], list[Topic]))


def topics_in(text: str) -> bytes:
    """The numbers of the topics that a text mentions, a byte each, in order. Spaces and line ends
    are as if they were not there."""
    joined = "".join(text.split())
    return bytes(n for n, topic in enumerate(topics()) if any(w in joined for w in topic.words))
