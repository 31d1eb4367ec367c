/** Runs are prepared in parts, and the parts give the same numbers as the work in one go. */
import { afterEach, expect, it, vi } from "vitest";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import type { Parts } from "../../../../src/core/parts.ts";
import { multiply, type Matrix } from "../../../../src/math/matrix.ts";
import { qr } from "../../../../src/math/qr.ts";
import { gaussian, haar } from "../../../../src/math/random-matrices.ts";
import { randomStream } from "../../../../src/math/random.ts";
import { leadingSvd, svd } from "../../../../src/math/svd.ts";
import { topSingular } from "../../../../src/math/top-singular.ts";
import { NETWORK_NAMES } from "../../../../src/workloads/mf/config/experiment.ts";
import { buildKnown } from "../../../../src/workloads/mf/known/training.ts";
import { buildTraining } from "../../../../src/workloads/mf/training.ts";
import { firstSettings } from "../../../../src/workloads/mf/user-file.ts";
import { readBundled } from "../../../hosts/bundled.ts";

afterEach(() => vi.restoreAllMocks());

const random = randomStream(1, "preparation");
const [a, b, square] = [gaussian(random, 150, 300), gaussian(random, 300, 120), gaussian(random, 100, 100)];

function countParts<T>(parts: Parts<T>): { readonly count: number; readonly value: T } {
  for (let count = 0; ; count++) {
    const { done, value } = parts.next();
    if (done) return { count, value };
  }
}

/** Products of two pairs of matrices at the same time. */
function* interleaved(): Parts<Matrix> {
  const first = multiply.parts(a, b);
  first.next();
  multiply(square, square);
  return yield* first;
}

it.each<[string, () => Parts<unknown>, () => unknown, least: number]>([
  ["a product", () => multiply.parts(a, b), () => multiply(a, b), 5],
  ["a product during another", interleaved, () => multiply(a, b), 4],
  ["a QR factorization", () => qr.parts(square), () => qr(square), 10],
  ["an SVD", () => svd.parts(square), () => svd(square), 300],
  ["some triplets of an SVD", () => leadingSvd.parts(a, 20), () => leadingSvd(a, 20), 300],
  ["leading triplets", () => topSingular.parts(a, 3), () => topSingular(a, 3), 20],
  [
    "a random orthogonal matrix",
    () => haar.parts(randomStream(2, "h"), 80, 120),
    () => haar(randomStream(2, "h"), 80, 120),
    8,
  ],
])("makes %s in parts with the same result", (_, partsOf, whole, least) => {
  const { count, value } = countParts(partsOf());
  expect(count).toBeGreaterThanOrEqual(least);
  expect(value).toEqual(whole());
});

it("lets the event loop turn between the parts of a problem and of each network", async () => {
  // On this clock, every part takes as long as a slice.
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += 8));
  const turns = new Map<string, number>();
  let what = "";
  const count = (): Promise<void> => {
    turns.set(what, (turns.get(what) ?? 0) + 1);
    return Promise.resolve();
  };
  const settings = { task: "mc", data: "random", rows: 40, cols: 70, rank: 2, networks: NETWORK_NAMES };
  const { config } = MF_CODEC.repair(settings);
  await buildTraining({ config, load: readBundled, tell: (label) => (what = label), turn: count });
  expect(turns.size).toBe(2 + NETWORK_NAMES.length);
  expect(turns.get("making the problem")).toBeGreaterThan(10);
  expect(turns.get("initializing Original")).toBeGreaterThan(20);

  turns.clear();
  const { data } = gaussian(random, 600, 90);
  const values = data.map((value) => Math.round(10 * value));
  const matrix = { format: "csv", rows: 600, cols: 90, values, known: undefined, remarks: [] } as const;
  const file = { name: "table", checksum: "", matrix };
  const chosen = countParts(firstSettings.parts(file));
  expect(chosen.count).toBeGreaterThan(100);
  await buildKnown({
    config: MF_CODEC.repair(chosen.value).config,
    file,
    tell: (label) => (what = label),
    turn: count,
  });
  expect(turns.get("finding the leading directions")).toBeGreaterThan(100);
  expect(turns.get("drawing the networks")).toBeGreaterThan(5);
});
