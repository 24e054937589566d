"""HTML pages: events of the parser → pieces, and the report told apart from the site around it."""
