"""From the files of other tools to records: rows are read, mapped, converted and become additions to a store."""
