#!/bin/bash
#SBATCH --job-name=dmf-sweep
#SBATCH --cpus-per-task=1
#SBATCH --time=04:00:00
#SBATCH --signal=B:TERM@60
# One task of a Slurm array makes one shard of a sweep. A task that is ended by SIGTERM keeps its state: submit the same
# command again, and every shard continues where it stopped.
#
#   sbatch --array=1-16 --export=ALL,SHARDS=16 slurm.sh PRESET --vary key=v1,v2 --out DIR …
#
# SHARDS must stay the same when only some tasks are submitted again. Slurm's own count of tasks would change.
exec dmf sweep "$@" --backend cpu --shard "${SLURM_ARRAY_TASK_ID:?only within an array job}/${SHARDS:?the number of shards}"
