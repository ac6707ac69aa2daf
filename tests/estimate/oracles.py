"""Published remission times as arrays: weeks, and whether the remission ended while it was observed."""

from __future__ import annotations

import numpy as np
from planted import CONTROL, SIX_MP

# Freireich et al. (1963); SCIENCE.md, F.1.
MP_TIME = np.array([float(each.rstrip("+")) for each in SIX_MP])
MP_ENDED = np.array([not each.endswith("+") for each in SIX_MP])
CONTROL_TIME = np.array([float(each) for each in CONTROL])
