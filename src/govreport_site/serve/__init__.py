"""A preview that follows the hand: watches, calls back to rebuild, serves, reloads the browser.

For one person on one machine. It answers GET and HEAD for the files of a built site and nothing
else, and it knows no report: what to rebuild and what to import are callbacks.
"""
