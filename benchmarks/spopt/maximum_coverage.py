"""PySAL spopt's maximum coverage of each instance on stdin: JSON lines {metres, reach, sites}; prints people covered.

Runs in an environment of its own (requirements.txt beside it), never in the product's.
"""

import json
import sys

import numpy as np
import pulp
from spopt.locate import MCLP

for line in sys.stdin:
    one = json.loads(line)
    metres = np.array(one["metres"], dtype=float)
    model = MCLP.from_cost_matrix(metres, np.ones(len(metres)), one["reach"], p_facilities=one["sites"])
    solved = model.solve(pulp.PULP_CBC_CMD(msg=False))
    print(sum(len(some) > 0 for some in solved.cli2fac))
