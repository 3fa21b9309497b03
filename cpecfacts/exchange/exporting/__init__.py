"""From an excerpt of the store to the files of other tools: one module a format."""
