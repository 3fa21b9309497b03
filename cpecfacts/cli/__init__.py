"""The command line: it parses, asks, reports and emits, and decides nothing itself."""
