/** Faults in any order while digits, a text encoder or a federation train must change nothing but the time. */
import { expect, test } from "vitest";
import type { AssetFile } from "../../../scripts/vite/asset.ts";
import { digitsFile } from "../../../scripts/vite/digits.ts";
import { openCpu } from "../../../src/wasm/open-cpu.ts";
import type { Workload } from "../../../src/workloads/workload.ts";
import { FEDERATED } from "../../../src/store/kinds/federated.ts";
import { readTexts } from "../../../src/jobs/data/own-files.ts";
import { FINETUNE } from "../../../src/store/kinds/finetune.ts";
import type { Config } from "../../../src/store/state.ts";
import type { WorkloadKind } from "../../../src/store/kind.ts";
import { MLP } from "../../../src/store/kinds/digits.ts";
import { createPlayground } from "../../../src/store/playground.ts";
import type { RunConfig } from "../../../src/training/plan.ts";
import { fedConfig } from "../../../src/workloads/federated/config.ts";
import { federatedWorkload } from "../../../src/workloads/federated/workload.ts";
import { labConfig, type LabConfig } from "../../../src/workloads/finetune/config.ts";
import { labWorkload } from "../../../src/workloads/finetune/workload.ts";
import { mlpConfig } from "../../../src/workloads/digits/config.ts";
import { mlpWorkload } from "../../../src/workloads/digits/workload.ts";
import { problemsOf, walk, type Subject } from "../../hosts/chaos.ts";
import { encoderWithFew } from "../../hosts/encoder.ts";

const SEED = Number(process.env["CHAOS_SEED"] ?? 1);
const faults = (usual: number, long: number): number =>
  Number(process.env["CHAOS_FAULTS"] ?? (process.env["LONG"] ? long : usual));

const subjectOf = (
  kind: WorkloadKind,
  config: RunConfig,
  asset: AssetFile,
  workload: () => Workload,
): Subject => ({
  config,
  metric: "loss",
  load: (name) =>
    name === asset.name ? Promise.resolve(asset.bytes) : Promise.reject(new Error(`no file ${name}`)),
  workloads: () => new Map([[kind.id, () => Promise.resolve(workload())]]),
  open: ({ startEngine, address, pinStorage }) => {
    const { store, actions } = createPlayground(kind, {
      startEngine,
      address: { ...address, hash: `#${kind.encode(config as Config)}` },
      pinStorage,
      reducedMotion: false,
    });
    return {
      store,
      slowDown: () => actions.chooseSpeed("10"),
      dismissNotice: actions.dismissNotice,
      goOn: actions.goOn,
      pin: actions.pin,
      unpinAll: () => store.getState().pins.forEach(({ id }) => actions.unpin(id)),
    };
  },
});

const digits = digitsFile();
const DIGITS = subjectOf(
  MLP,
  mlpConfig({ width: 20, samples: 200, batch: 10, steps: 1_000_000, rate: 0.1 }),
  digits,
  () => mlpWorkload(digits),
);

/** A user's ten texts. A replacement worker needs them and the encoder. */
const { file: texts, changes } = readTexts(
  new TextEncoder().encode(
    ["text,label", ...Array.from({ length: 10 }, (_, i) => `the ${i} rooms,${i % 2 ? "good" : "bad"}`)].join(
      "\n",
    ),
  ),
);
const encoder = encoderWithFew(30);
/** With rank 8, 8-bit GaLore's moments are codes, which a checkpoint must keep, as well as its projectors. */
const METHODS: LabConfig["methods"] = ["lora", "galore8"];
const FINE_TUNING: Subject = {
  ...subjectOf(
    FINETUNE,
    labConfig({ ...changes, samples: 2, batch: 2, rank: 8, gap: 10, methods: METHODS, steps: 20_000 }),
    encoder,
    () => labWorkload(encoder, (program) => openCpu(program)),
  ),
  file: texts as unknown as NonNullable<Subject["file"]>,
};

const FEDERATION = subjectOf(
  FEDERATED,
  fedConfig({ clients: 2, perRound: 1, samples: 8, batch: 4, rank: 1, warmUp: 0, steps: 1000 }),
  encoder,
  () => federatedWorkload(encoder, (program) => openCpu(program)),
);

// Each of the nine faults strikes the digits once. In the first of seed 1, a worker is replaced, which continues from a
// checkpoint.
test.each([
  ["digits", DIGITS, faults(9, 2000)],
  ["fine-tuning", FINE_TUNING, faults(1, 500)],
  ["a federation", FEDERATION, faults(1, 100)],
] as const)(`faults in any order, %s, seed ${SEED}`, { timeout: 30_000_000 }, async (_, subject, count) => {
  const seen = await walk(undefined, count, SEED, subject);
  console.log(seen.faults, `${seen.step} steps`);
  expect(problemsOf(seen, count)).toEqual([]);
  expect(seen.undisturbed.size).toBeGreaterThan(1);
});
