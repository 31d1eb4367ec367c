"""Converts a log of `dmf run … --log LOG.jsonl` for TensorBoard: python3 tensorboard.py LOG.jsonl FOLDER
Needs tensorboardX (or torch.utils.tensorboard, which has the same SummaryWriter). Tried with tensorboardX 2.6.5:
TensorBoard reads every value of the log, in float32."""
import json, sys
from tensorboardX import SummaryWriter

writers = {}
for line in open(sys.argv[1]):
    entry = json.loads(line)
    name = "-".join(str(entry.pop(key)) for key in ("model", "seed") if key in entry)
    step = entry.pop("step")
    if name not in writers:
        writers[name] = SummaryWriter(f"{sys.argv[2]}/{name}")
    for metric, value in entry.items():
        if value is not None:
            writers[name].add_scalar(metric, value, step)
for writer in writers.values():
    writer.close()
