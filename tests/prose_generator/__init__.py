"""Generated prose with known truth: headings, claims and contact data, for tests and benchmarks.

The wording is taken from how printed reports put things, not from the reader's vocabulary, so that
what is measured is whether the reader understands, not whether two lists agree.
"""
