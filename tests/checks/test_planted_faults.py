"""A store with a fault of every sort: one run finds them all, each on its line, and nothing else."""

from __future__ import annotations

import json
import re
from copy import deepcopy

import pytest

from cpecfacts.checking import check_store
from cpecfacts.checks.registry import RULES
from tests_checks import TODAY, amount, fact, organization, source  # see conftest.py
