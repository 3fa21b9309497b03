"""Large stores and the comparison of the program with others over them; no part of the package that is installed.

`python -m bench --help` tells the commands; docs/performance.md and docs/scale.md stand on what they print.
"""
