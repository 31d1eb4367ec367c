// The options of `npm run bench`.
import { parseArgs } from "node:util";

export const SUITES = [
  "matmul",
  "training",
  "dispatches",
  "mlp",
  "finetune",
  "gain",
  "growth",
  "ratings",
  "batch",
  "spectra",
  "live",
  "start",
  "memory",
  "roofline",
];
// Suites that need Chromium, because they load and observe the built page.
export const PAGE_SUITES = ["page", "heap"];

/** Above this load of the machine, other programs change the ratios of a table. */
export const QUIET_LOAD = 0.5;

export const USAGE = `npm run bench -- [options]
  --quick             small sizes, short rounds: a few minutes
  --suites=a,b        some of ${[...SUITES, ...PAGE_SUITES].join(", ")}
  --hosts=a,b         one or both of chromium, dawn
  --sizes=128,256     values of n and d, or numbers of ratings, in place of each suite's own
  --rounds=7          turns of each engine; medians are reported
  --only=jax,onnx     peers whose names contain one of these
  --busy              measures although the machine does other work; the report says so
  --into=FILE         adds to a result file, replacing the suites that are run
  --report=FILE       writes docs/benchmarks.md from a result file and measures nothing`;

const list = (text) => text?.split(",").filter(Boolean);

export function parseOptions(args) {
  const string = { type: "string" };
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: "boolean", default: false },
      busy: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      suites: string,
      hosts: string,
      sizes: string,
      rounds: string,
      only: string,
      into: string,
      report: string,
    },
  });
  const { quick } = values;
  const known = [...SUITES, ...PAGE_SUITES];
  const suites = list(values.suites) ?? known;
  const unknown = suites.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no suite ${unknown.join(", ")}. The suites are ${known.join(", ")}.`);
  return {
    help: values.help,
    busy: values.busy,
    quick,
    suites,
    hosts: list(values.hosts) ?? ["chromium", "dawn"],
    into: values.into,
    report: values.report,
    setting: {
      quick,
      rounds: Number(values.rounds ?? (quick ? 3 : 7)),
      roundMs: quick ? 40 : 120,
      ...(values.sizes ? { sizes: list(values.sizes).map(Number) } : {}),
      ...(values.only ? { only: list(values.only) } : {}),
    },
  };
}
