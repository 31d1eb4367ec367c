/** The output of `dmf --help`. */
import packageJson from "../../package.json";

export const HELP = `dmf ${packageJson.version}: deep networks of matrix factorization, digits and fine-tuning, without a page

Usage
  dmf run <preset | link | config.json> [options]   train, then report
  dmf run --data FILE [link | config.json] [options]
                                                    the same for a matrix of your own
  dmf sweep <preset | link | config.json> --vary key=v1,v2,… --out DIR [options]
                                                    settings × seeds
  dmf merge <folder or file>… [options]             the runs of a sweep as one CSV table
  dmf reproduce [id…] [options]                     the papers' claims, each trained and judged; all without an id
  dmf export <preset | link | config.json> --as numpy|jax|torch|peft [options]
                                                    the experiment as a Python script that runs by itself, or the
                                                    adapters of a fine-tuning experiment, trained here
  dmf list                                          presets, one a line
  dmf --help | --version

Options (and the commands that take them)
  --backend auto|webgpu|cpu   (run, sweep, reproduce, export) auto, the default: WebGPU where a Vulkan driver is present,
                              else CPU
  --steps N                   (run, sweep, export) stop after N updates
  --seed S                    (run, sweep, export) start from seed S
  --seeds N                   (sweep) N seeds from S on
  --vary key=v1,v2,…          (sweep) a setting and its values, by its key in a link; once for each
  --shard i/n                 (sweep) every n-th run only, from the i-th on
  --data FILE                 (run, sweep, reproduce) CSV, TSV, NPY, Matrix Market, ratings or PGM; reproduce:
                              MovieLens-100K's u.data, for the claim ratings
  --out DIR | FILE            (run, sweep, merge, reproduce, export) where the results go; docs/cli.md says which.
                              Interrupted, the same command goes on from there
  --json                      (run, reproduce) print JSON (docs/cli.md) instead of a table
  --full                      (reproduce) the papers' own sizes: up to hours each without a graphics card
  --report                    (reproduce) print docs/reproduction.md from the records in --out DIR; train nothing
  --as numpy|jax|torch|peft   (export) the language of the script, or adapters in the form of PEFT, into --out DIR

Exit codes: 0 ok, 1 failed or diverged, 2 bad arguments, 3 backend missing, 130 interrupted
`;
