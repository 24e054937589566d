"""Turn yearly government openness reports into a public, searchable, static archive."""

__version__ = "0.1.0"
