"""Intervals of a difference that leave out whole days, or all items of an uploader: counts from SQL, never rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.cluster import LEAST_CLUSTERS
from ripplemark.estimate.difference import MOST_CLUSTERS, Cells, ClusterIntervals, by_cluster
from ripplemark.estimate.outcome import Answer
from ripplemark.measures.contrasts import Contrast
from ripplemark.measures.lags import selection

GRID = 500
"""Points between 0 and the horizon on which lags are counted."""
NO_UPLOADER = (
    "No uploader is on record here: the hash of who put an item up is kept only on request (--keep uploader when adding the "
    "file). Add it again so, or leave out days with --set cluster=day."
)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours that matter: up to which items count, by which a share is gone (None: no share), from which all are watched."""

    horizon: float
    deadline: float | None
    since: float


def of_clusters(
    pair: Contrast,
    clock: str,
    cluster: str,
    hours: Hours,
    mean: Answer,
    share: Answer | None,
) -> tuple[Answer, Answer | None]:
    """The same differences with intervals that leave out each whole day or uploader in turn."""
    if mean.value is None:
        return mean, share
    cells, named = _cells(pair, clock, cluster, hours.horizon)
    if cluster == "uploader" and not named:
        none = replace(mean, value=None, low=None, high=None, status="NE_FEW", note=NO_UPLOADER)
        return none, None
    value = None if share is None else share.value
    found = by_cluster(cells, hours.horizon, hours.deadline, mean.value, value, hours.since)
    if found.mean is None:
        note = (
            f"Fewer than {LEAST_CLUSTERS} {cluster}s in one of the groups: too few to stand for others. Add data, or leave "
            "cluster out and take items as independent of each other."
        )
        few = replace(mean, value=None, low=None, high=None, status="NE_FEW", note=note)
        return few, None if share is None else replace(few, resolution=None)
    told = _told(found, cluster)
    mean = replace(mean, low=found.mean[0], high=found.mean[1]).noting(told)
    if share is None or found.share is None:
        return mean, share
    return mean, replace(share, low=found.share[0], high=found.share[1]).noting(told)


def _told(found: ClusterIntervals, cluster: str) -> str:
    many = (
        f", put together into {MOST_CLUSTERS:,} by lot, the same each time"
        if found.clusters > MOST_CLUSTERS
        else ""
    )
    return (
        f"Interval by leaving out each {cluster} in turn ({found.clusters:,} of them{many}): items of one {cluster} resemble each other. "
        "No test: with clusters, or with many items, a p-value says nothing that the interval does not."
    )


def _cells(pair: Contrast, clock: str, cluster: str, tau: float) -> tuple[Cells, int]:
    """The counts of both groups by cluster and lag, and how many items have a known uploader."""
    parts, named = [], 0
    for one, group, of in ((True, pair.one, pair.one_of), (False, pair.other, pair.other_of)):
        keys = [*(["incident"] if of.scope == "incident" else []), *of.by]
        rows = of.serving.run(
            "moderation/lags_by_cluster",
            incident=of.incident,
            scope=of.scope,
            clock=clock,
            gone=list(of.settings["gone"]),
            keys=keys,
            **selection(of),
            cluster=cluster,
            zone=of.serving.visible.homes.get(of.incident or "", "UTC"),
            horizon=tau,
            step=tau / GRID,
        ).rows
        wanted = [group.by[key] for key in keys]
        mine = np.array([key == wanted for key in rows["key"].to_pylist()], dtype=np.bool_)
        columns = {
            name: rows[name].to_numpy()[mine]
            for name in ("cluster", "lag", "gone", "entry", "n", "named")
        }
        named += int(columns["named"].sum())
        parts.append((np.full(int(mine.sum()), one), columns))
    joined = {name: np.concatenate([part[name] for _, part in parts]) for name in parts[0][1]}
    cells = Cells(
        np.concatenate([flag for flag, _ in parts]),
        joined["cluster"],
        joined["lag"].astype(np.float64),
        joined["gone"].astype(np.bool_),
        joined["entry"].astype(np.float64),
        joined["n"].astype(np.float64),
    )
    return cells, named
