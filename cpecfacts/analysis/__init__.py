"""What is worked out from facts and never stored: pure functions from facts to frozen values."""
