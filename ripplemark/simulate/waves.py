"""Noise-free attention: an episode's shape, and the usual level with its daily and weekly cycle."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.series import Floats
from ripplemark.simulate.grid import Hours
from ripplemark.simulate.plan import Channel, Episode

DAILY = 0.15
EVENING = 20.0  # local hour of the daily maximum
WEEKLY = (1.0, 1.02, 1.02, 1.0, 1.0, 0.95, 0.97)  # Monday to Sunday
POINTS = 12  # at which an hour's mean is taken


def shape(episode: Episode, since: Floats, stretch: float = 1.0) -> Floats:
    """An episode's excess, 1 at its peak, at so many hours after it began; 0 before."""
    rise, fall = episode.rise * stretch, episode.fall * stretch
    after = since - rise
    if episode.symmetric:
        after = np.abs(after)
    past = np.maximum(after, 0.0)
    if episode.law == "exponential":
        down = np.exp(-past / fall)
    else:
        down = (1 + past / fall) ** -episode.exponent
    up = np.clip(since / max(rise, 1e-9), 0.0, 1.0) if not episode.symmetric else down
    return np.where(since < 0, 0.0, np.where(after < 0, up, down))


def excess(episodes: tuple[Episode, ...], channel: Channel, since: Floats) -> Floats:
    """The channel's mean excess per hour over the hours that begin ``since`` hours after the incident, without cycles."""
    inner = (np.arange(POINTS) + 0.5) / POINTS
    at = since[:, None] + inner[None, :] - channel.delay
    bursts = [each.height * shape(each, at - each.at, channel.stretch) for each in episodes]
    return np.asarray(channel.peak * np.sum(bursts, axis=0).mean(axis=1), dtype=np.float64)


def cycle(hours: Hours) -> Floats:
    """The factor of each hour by its place in the local day and week; about 1 on the mean."""
    turn = 2 * np.pi * (hours.of_day - EVENING) / 24
    return np.asarray((1 + DAILY * np.cos(turn)) * np.array(WEEKLY)[hours.weekday])
