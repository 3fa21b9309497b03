"""The truth: a TinyDB file of JSON. The only package that knows tinydb, and where outside data enters."""
