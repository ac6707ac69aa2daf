"""Published and worked numbers that several tests here compare with."""

from __future__ import annotations

import numpy as np

# SCIENCE.md, F.8: toy attention series, daily, bins 0 to 27.
TOY = (
    2,
    3,
    2,
    4,
    3,
    2,
    3,
    40,
    100,
    70,
    45,
    30,
    22,
    16,
    12,
    9,
    7,
    6,
    30,
    18,
    9,
    5,
    4,
    3,
    3,
    2,
    3,
    2,
)

# Freireich et al. (1963), Blood 21:699-716, remission in weeks; SCIENCE.md, F.1.
MP_TIME = np.array(
    [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35], dtype=np.float64
)
MP_ENDED = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], dtype=np.bool_)
CONTROL_TIME = np.array(
    [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], dtype=np.float64
)
