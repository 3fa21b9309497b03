"""One module a command. Each has a function of its own name and `EXAMPLES`, which tests run and `--help` shows.

Heavy imports stand in the body of the function: `--help` and completion import every module here.
"""
