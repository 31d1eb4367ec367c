/** Advice that follows from the run itself. */
import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import type { MatrixSummary } from "../../../src/workloads/mf/summary.ts";
import type { Experiment, NetworkName } from "../../../src/workloads/mf/config/fields.ts";
import { messagesNow } from "../../../src/store/advice/from-run.ts";
import { MatrixData } from "../../../src/store/kinds/matrix-data.ts";
import { startState } from "./matrix-page.ts";
import type { NetworkNow, PlaygroundState } from "../../../src/store/kinds/matrix-state.ts";
import { followProgress, NO_PROGRESS } from "../../../src/training/progress.ts";
import { followed } from "../../hosts/errors.ts";

const LAST = 1500;
const IDS = ["original", "yaras"] as const;

/** The recovery errors of a network that decays from a step on: by a factor of e in `time` steps, down to `floor`. */
const decaying = (from: number, time: number, floor = 0) =>
  Float64Array.from({ length: LAST + 1 }, (_, t) => Math.max(floor, Math.exp(-Math.max(0, t - from) / time)));
const learns = decaying(300, 100, 2e-4);
const still = decaying(LAST, 1);

type Errors = Readonly<Record<(typeof IDS)[number], Float64Array>>;

interface RunFacts extends Pick<MatrixSummary, "bestRank"> {
  /** The training error at the end, if it is not the recovery error. */
  readonly loss: number;
}

const warnings = (errors: Errors, fields: Partial<Experiment> = {}, changes: Partial<PlaygroundState> = {}) =>
  messages("warning", errors, fields, changes);

/** The page's messages after a run of these errors. */
function messages(
  kind: "note" | "warning",
  errors: Errors,
  fields: Partial<Experiment>,
  changes: Partial<PlaygroundState>,
  { loss, ...facts }: Partial<RunFacts> = {},
) {
  const { config } = MF_CODEC.repair({ data: "random", task: "mf", rows: 64, rank: 3, ...fields });
  const data = new MatrixData();
  data.start({ experiment: config, networks: IDS.map((id) => ({ id })) } as unknown as MatrixSummary);
  const models = IDS.map((id: NetworkName) => {
    const recovery = errors[id as (typeof IDS)[number]];
    const columns = { train: recovery, recovery };
    const progress = followProgress(NO_PROGRESS, followed(), 0, columns);
    data.append({ id, firstStep: 0, columns, progress, progressBySeed: [progress], msPerStep: 1 });
    return { id, progress: { ...progress, loss: loss ?? progress.loss } } as NetworkNow;
  });
  const run = { config, models, ...facts } as unknown as PlaygroundState["run"];
  const state = {
    ...startState(config, [], "cpu"),
    status: "finished",
    step: LAST,
    run,
    models,
  } as const;
  return messagesNow(kind, { ...state, ...changes }, data).map(({ text, remedies }) => ({
    text,
    labels: remedies.map(({ label }) => label),
  }));
}

it("a run whose error still falls is offered more steps", () => {
  const [first, ...others] = warnings({ original: learns, yaras: decaying(300, 600) });
  expect(first?.text).toMatch(/still falling when the run ended: Compressed by 22 % in the last tenth/);
  expect(first?.labels).toEqual(["Train to 3,000"]);
  expect(others).toEqual([]);
});

it("a setting that may be the cause comes before an error that still falls", () => {
  const both = warnings({ original: learns, yaras: decaying(300, 600) }, { width: 32 });
  expect(both.map(({ text }) => text)).toEqual([
    expect.stringContaining("misses the rest"),
    expect.stringContaining("still falling"),
  ]);
});

it("a run whose errors have settled, that has not ended or that has other settings is offered nothing", () => {
  expect(warnings({ original: learns, yaras: learns })).toEqual([]);
  expect(warnings({ original: learns, yaras: decaying(300, 100, 0.05) })).toEqual([]);
  const falls = { original: learns, yaras: decaying(300, 600) };
  for (const status of ["running", "paused", "stopped", "loading"] as const)
    expect(warnings(falls, {}, { status }), status).toEqual([]);
  const earlier = MF_CODEC.repair({ data: "random", task: "mf", rows: 32, rank: 3 }).config;
  expect(warnings(falls, {}, { config: earlier })).toEqual([]);
});

it("a network that has not begun to learn is named, unless another warning says why", () => {
  const [first] = warnings({ original: learns, yaras: still });
  expect(first?.text).toMatch(/^Compressed has not begun to learn by step 1,500, where the run ends\./);
  expect(first?.labels).toEqual(["Train to 3,000"]);
  const narrow = warnings({ original: learns, yaras: still }, { width: 32 });
  expect(narrow.map(({ text }) => text)).toEqual([expect.stringContaining("misses the rest")]);
});

it("overfitting is named, and is answered by more data instead of more steps", () => {
  const both = { original: still, yaras: still };
  const fields = { task: "mc", observed: 0.6 } as const;
  // Alone, the settings would ask for a longer run.
  for (const extra of [{}, { steps: 200 }]) {
    const found = messages("warning", both, { ...fields, ...extra }, {}, { loss: 2e-4 });
    expect(found.map(({ text }) => text)).toEqual([
      "Original (train error 2.0e-4) and Compressed (train error 2.0e-4) fit the data that they see and nothing beyond: this is overfitting. More steps do not help; more data or less noise may.",
    ]);
    expect(found[0]?.labels).toEqual(["Show 80 % of the entries"]);
  }
  const one = messages("warning", { original: learns, yaras: still }, fields, {}, { loss: 2e-4 });
  expect(one[0]?.text).toMatch(/^Compressed \(train error 2\.0e-4\) fits the data that it sees/);
});

it("weight decay and a loss of another scale are named where a network has not begun to learn", () => {
  const [decay] = warnings({ original: learns, yaras: still }, { weightDecay: 0.005 });
  expect(decay?.text).toContain("Weight decay");
  expect(decay?.labels).toEqual(["Set λ to 0", "Train to 3,000"]);
  // The cause comes before the other network's error that still falls.
  const [first] = warnings({ original: decaying(300, 600), yaras: still }, { weightDecay: 0.005 });
  expect(first?.text).toBe(decay?.text);
  const [scale] = warnings(
    { original: still, yaras: still },
    { task: "mc", loss: "lawMean", rateMode: "raw" },
  );
  expect(scale?.text).toContain("scale of the loss");
  expect(scale?.labels).toEqual(["Use the normalized loss", "Train to 3,000"]);
});

it("a small σᵣ counts as learned only below its own share of the error", () => {
  const small = { smallest: 0.01, steps: 1500 };
  expect(warnings({ original: decaying(300, 100, 0.009), yaras: decaying(300, 100, 0.009) }, small)).toEqual([
    expect.objectContaining({ text: expect.stringContaining("smallest singular value") as string }),
  ]);
  expect(warnings({ original: learns, yaras: learns }, small)).toEqual([]);
});

it("a warning that a network may not learn ends with a run in which both have learned", () => {
  const of = (errors: typeof learns, changes: Partial<PlaygroundState> = {}) =>
    warnings({ original: errors, yaras: errors }, { width: 32 }, changes);
  expect(of(still)).toHaveLength(1);
  expect(of(learns)).toEqual([]);
  expect(of(learns, { status: "running" })).toHaveLength(1);
  expect(of(decaying(300, 100, 0.02))).toEqual([]);
  // The run on the screen has other settings and refutes nothing.
  const { config } = MF_CODEC.repair({ data: "random", task: "mf", rows: 64, rank: 3, width: 40 });
  expect(warnings({ original: learns, yaras: learns }, { width: 32 }, { config })).toHaveLength(1);
});

it("a rate above a network's limit stands first while that network ends far above the other", () => {
  const raw = { task: "mc", rateMode: "raw", rate: 0.29, networks: ["original", "yaras"] } as const;
  const [first, ...others] = warnings({ original: learns, yaras: decaying(300, 600, 0.06) }, raw);
  expect(first?.text).toMatch(/^Rates as a share of the stability limit: Compressed 116 %/);
  expect(first?.labels).toEqual(["Set the learning rate to 0.2"]);
  expect(others.map(({ labels }) => labels)).toEqual([["Train to 3,000"]]);
  expect(warnings({ original: learns, yaras: learns }, raw)).toEqual([]);
});

describe("a run on a user file that ends above an error of 10⁻² says why", () => {
  const file = { data: "file", task: "mc", observed: 0.4, file: "0123456789abcdef", rank: 3 } as const;
  const notes = (floor: number, more: Partial<RunFacts> = {}, fields: Partial<Experiment> = {}) => {
    const errors = decaying(100, 100, floor);
    return messages("note", { original: errors, yaras: errors }, { ...file, ...fields }, {}, more);
  };

  it("the best matrix of its rank is no better", () => {
    const [first] = notes(0.03, { bestRank: { rank: 3, error: 0.028 } });
    expect(first?.text).toBe(
      "Original ends at 0.0300, close to the error of the best approximation of rank 3, 0.0280. The rest of your matrix needs a larger rank, or it is noise.",
    );
  });

  it("the entries that it sees do not determine the others", () => {
    const [first] = notes(0.03, { bestRank: { rank: 3, error: 0.001 }, loss: 1e-4 });
    expect(first?.text).toMatch(/^Original ends at 0\.0300, with a train error of 1\.0e-4: .* rank of 3/);
    expect(first?.labels).toEqual(["Show 70 % of the entries"]);
  });

  it("or how far the error still falls", () => {
    const [first] = notes(0.03, { bestRank: { rank: 3, error: 0.001 } });
    expect(first?.text).toBe(
      "Original ends at 0.0300. In the last tenth of the steps its error fell by 0.0 %.",
    );
    expect(first?.labels).toEqual([]);
  });

  it("and other runs do not", () => {
    const texts = (floor: number, fields?: Partial<Experiment>) =>
      notes(floor, {}, fields)
        .map(({ text }) => text)
        .join();
    expect(texts(0.005)).not.toMatch(/ends at/);
    expect(texts(0.03, { data: "random" })).not.toMatch(/ends at/);
  });
});
