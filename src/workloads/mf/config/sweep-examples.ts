/** Ready-made sweeps. Each is small enough for the page. */
import type { Experiment } from "./fields.ts";
import type { SweepExample } from "../../../experiment/sweep-setup.ts";

const completion: Partial<Experiment> = { task: "mc", data: "random", rows: 64, rank: 2, observed: 0.5 };

export const SWEEP_EXAMPLES: readonly SweepExample<Partial<Experiment>>[] = [
  {
    id: "depth-width",
    title: "Depth × width",
    about: "Few samples: which depth and width recover the matrix?",
    fields: { ...completion, observed: 0.25, epsilon: 0.1, networks: ["original"], steps: 3000 },
    setup: {
      axes: [
        { key: "L", values: ["2", "3", "4"] },
        { key: "width", values: ["4", "8", "16", "32", "64"] },
      ],
      seeds: 3,
    },
  },
  {
    id: "rank",
    title: "Compression rank r̂",
    about: "How large must r̂ be for the compressed networks to keep up with the original?",
    fields: { ...completion, networks: ["original", "yaras", "thin", "narrow"] },
    setup: { axes: [{ key: "rhat", values: ["1", "2", "3", "4", "6", "8"] }], seeds: 3 },
  },
  {
    id: "gamma",
    title: "Factor rate γ",
    about: "With γ = 0 the compressed network stalls on completion; which γ lets it follow?",
    fields: { ...completion, networks: ["original", "yaras"] },
    setup: { axes: [{ key: "gamma", values: ["0", "0.01", "0.1", "0.3", "1", "3", "6"] }], seeds: 3 },
  },
  {
    id: "samples",
    title: "Observed fraction p",
    about: "How many entries does each network need?",
    fields: { ...completion, networks: ["original", "yaras", "shallow"] },
    setup: { axes: [{ key: "p", values: ["0.1", "0.15", "0.2", "0.3", "0.4", "0.6"] }], seeds: 3 },
  },
  {
    id: "depth-fair",
    title: "Depth 2 from ever smaller starts",
    about: "The claim “depth-fair”: is it depth that recovers the matrix, or the small start?",
    fields: {
      ...completion,
      rows: 128,
      rank: 5,
      observed: 0.2,
      steps: 3000,
      networks: ["original", "shallow"],
    },
    setup: {
      axes: [{ key: "epss", values: ["0.00283", "0.001", "0.0001", "0.00001", "1e-9", "1e-12"] }],
      seeds: 1,
    },
  },
];
