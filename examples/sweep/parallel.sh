#!/bin/bash
# A sweep over GNU parallel on one machine, two shards at a time: parallel.sh PRESET --vary key=v1,v2 --out DIR …
# Give the same command again after an interruption. SHARDS must then stay the same.
exec parallel --quote --jobs "${JOBS:-2}" --joblog parallel.log \
  dmf sweep "$@" --backend cpu --shard {}/"${SHARDS:=6}" ::: $(seq "${SHARDS:-6}")
