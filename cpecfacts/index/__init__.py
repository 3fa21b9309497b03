"""The index of large stores: an SQLite file worked out from the truth, which may be deleted at any time.

The only package that knows sqlite3, but for the SQLite export.
"""
