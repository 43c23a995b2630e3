"""The runs that peers.ts wrote, through the Python gates statgate and evalsig; prints rows of the same table.

pip install statgate evalsig, in a virtual environment; then: python bench/gate/peers.py FILE
"""

import json
import sys
from collections import defaultdict

import evalsig
import statgate

MARGIN = 0.05
RESAMPLES = 1000
settings = statgate.GateSettings(alpha=0.10, margin=MARGIN, resamples=RESAMPLES, permutations=100, seed=0)


def by_statgate(run):
    """Two-sided 90 %, so that either side is tested at 5 % as the others are. It knows no clusters."""
    records = [
        [statgate.EvalRecord(case_id=str(i), score=score) for i, score in enumerate(scores)]
        for scores in paired(run)
    ]
    verdict = statgate.evaluate_gate(*records, settings).verdict.name
    return {"SHIP": "pass", "BLOCK": "fail"}.get(verdict, "open")


def frames(run):
    return [
        evalsig.RunFrame(
            run_id=name,
            model_id=name,
            task_id="t",
            metric_name="m",
            items=[
                evalsig.ItemResult(item_id=str(i), score=score, cluster_id=cluster)
                for i, (score, cluster) in enumerate(zip(scores, run["clusters"]))
            ],
        )
        for name, scores in zip(("baseline", "candidate"), paired(run))
    ]


def by_evalsig_interval(run):
    """Its clustered bootstrap interval, held against the margin: its own gate has no such question."""
    found = evalsig.compare(
        *frames(run), method="cluster_bootstrap", cluster="family", alpha=0.10, n_resamples=RESAMPLES
    )
    low, high = found.ci
    return "pass" if low > -MARGIN else "fail" if high < -MARGIN else "open"


def by_evalsig_gate(run):
    verdict = evalsig.gate(
        *frames(run), min_delta=MARGIN, method="cluster_bootstrap", cluster="family", n_resamples=RESAMPLES
    ).verdict.name
    return {"ALLOW": "pass", "REJECT": "fail"}.get(verdict, "open")


def paired(run):
    baseline = [0.0 if d > 0 else 1.0 for d in run["differences"]]
    candidate = [0.0 if d < 0 else 1.0 for d in run["differences"]]
    return baseline, candidate


GATES = {
    "statgate": by_statgate,
    "evalsig interval": by_evalsig_interval,
    "evalsig gate": by_evalsig_gate,
}
counts = defaultdict(lambda: defaultdict(int))
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        run = json.loads(line)
        for name, gate in GATES.items():
            counts[run["kind"], run["n"], run["truth"], name][gate(run)] += 1
for key, found in counts.items():
    total = sum(found.values())
    shares = [f"{100 * found[verdict] / total:.0f} %" for verdict in ("pass", "fail", "open")]
    print("| " + " | ".join([*map(str, key), *shares]) + " |")
