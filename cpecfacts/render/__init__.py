"""From reports to bytes: one module a format, and `cells`, where values become text for all of them."""
