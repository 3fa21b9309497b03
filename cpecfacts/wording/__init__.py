"""Amounts and dates in words and signs, never more exact than they are."""
