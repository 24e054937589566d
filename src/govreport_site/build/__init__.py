"""Targets in, files out: what changed is rendered, what is equal is kept, what is gone is pruned.

The room knows no report. `sources` says which input files changed, `targets` names the outputs,
`engine` renders those whose inputs differ from the ledger, `executor` spreads the work.
"""
