"""Amounts and dates in words and signs, never more exact than they are; and text of the data made harmless."""
