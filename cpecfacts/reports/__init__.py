"""From facts to reports: typed values in tables and records, no strings made for the eye."""
