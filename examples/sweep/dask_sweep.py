"""A sweep as a map on dask.distributed: python3 dask_sweep.py SHARDS PRESET --vary key=v1,v2 --out DIR …

Each task makes one shard with `dmf`. DASK_SCHEDULER names a scheduler; without it, two workers start on this machine.
Give the same command again after a failure: finished runs are not repeated. Writes DIR/table.csv.
"""
import json
import os
import subprocess
import sys

import pandas as pd
from dask.distributed import Client, as_completed


def make_shard(shard, shards, sweep):
    """Trains one shard. Returns its lines, one for each run."""
    out = sweep[sweep.index("--out") + 1]
    subprocess.run(
        ["dmf", "sweep", *sweep, "--backend", "cpu", "--quiet", "--shard", f"{shard}/{shards}"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with open(f"{out}/sweep-{shard}-of-{shards}.jsonl") as lines:
        return [json.loads(line) for line in lines]


def main():
    shards, sweep = int(sys.argv[1]), sys.argv[2:]
    address = os.environ.get("DASK_SCHEDULER")
    rows = []
    with Client(address) if address else Client(n_workers=2, threads_per_worker=1) as client:
        futures = client.map(make_shard, range(1, shards + 1), shards=shards, sweep=sweep, pure=False)
        for done, (_, lines) in enumerate(as_completed(futures, with_results=True), 1):
            print(f"{done} of {shards} shards", file=sys.stderr)
            for line in lines:
                for model in line["report"]["models"]:
                    rows.append({**line["varied"], "model": model["id"], **model["metrics"], "best": model["best"]})
    table = pd.DataFrame(rows)
    table.to_csv(os.path.join(sweep[sweep.index("--out") + 1], "table.csv"), index=False)
    print(table)


if __name__ == "__main__":
    main()
