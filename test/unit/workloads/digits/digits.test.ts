/**
 * The digits: the file that the build makes, how it is loaded, and what happens if it is missing or damaged.
 */
import { expect, test, vi } from "vitest";
import { digitsFile } from "../../../../scripts/vite/digits.ts";
import { digitsData, loadDigits } from "../../../../src/workloads/digits/digits.ts";

const file = digitsFile();
const given = () => Promise.resolve(file.bytes);

test("10,000 pictures in ten classes, in a file whose name holds the start of its checksum", async () => {
  const { labels, pixels } = await loadDigits(given, file);
  const counts = Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length);
  expect(counts).toEqual([1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
  expect(pixels).toHaveLength(10_000 * 784);
  expect(Math.max(...pixels.subarray(0, 78_400))).toBe(255);
  expect(file.name).toBe(`digits-${file.sha256.slice(0, 8)}.bin`);
});

test("the same 2,000 digits are kept for the test, of all classes; small pictures are means of 2 × 2", async () => {
  const loaded = await loadDigits(given, file);
  const [full, small] = [digitsData(loaded, 28), digitsData(loaded, 14)];
  expect([full.train.labels.length, full.test.labels.length]).toEqual([8000, 2000]);
  expect(new Set(full.test.labels).size).toBe(10);
  expect([...small.test.labels]).toEqual([...full.test.labels]);
  const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
  for (const i of [0, 1, 1999]) {
    const large = sum(full.test.inputs.subarray(i * 784, (i + 1) * 784));
    expect(sum(small.test.inputs.subarray(i * 196, (i + 1) * 196))).toBeCloseTo(large / 4, 3);
    // The first pixel of row 7, in single precision.
    const corner = [14 * 28, 14 * 28 + 1, 15 * 28, 15 * 28 + 1].map(
      (at) => full.test.inputs[i * 784 + at] ?? NaN,
    );
    expect(small.test.inputs[i * 196 + 7 * 14]).toBeCloseTo(sum(corner) / 4, 7);
  }
  expect(full.train.inputs.every((value) => value >= 0 && value <= 1)).toBe(true);
});

test("received bytes are reported", async () => {
  const told: [number, number][] = [];
  const load = async (_name: string, onBytes: (received: number) => void = () => undefined) => {
    onBytes(100);
    onBytes(file.byteLength);
    return file.bytes;
  };
  await loadDigits(load, file, (received, total) => told.push([received, total]));
  expect(told).toEqual([
    [100, file.byteLength],
    [file.byteLength, file.byteLength],
  ]);
});

test("a page over plain http, which has no crypto.subtle, checks the file too", async () => {
  vi.stubGlobal("crypto", {});
  const damaged = Uint8Array.from(file.bytes, (byte, i) => (i === 5000 ? byte ^ 1 : byte));
  await expect(loadDigits(() => Promise.resolve(damaged), file)).rejects.toThrow(/damaged/);
  expect((await loadDigits(given, file)).labels).toHaveLength(10_000);
  vi.unstubAllGlobals();
});

test("a file that is missing or damaged is a sentence, and the next try may succeed", async () => {
  const damaged = Uint8Array.from(file.bytes);
  damaged[5000] = (damaged[5000] ?? 0) ^ 1;
  const answers = [
    () => Promise.reject(new Error("the server answered 404")),
    () => Promise.resolve(damaged),
    () => Promise.resolve(file.bytes.subarray(0, 1000)),
    given,
  ];
  const load = () => (answers.shift() ?? given)();
  await expect(loadDigits(load, file)).rejects.toMatchObject({
    code: "bad-input",
    message: expect.stringContaining("404") as string,
  });
  await expect(loadDigits(load, file)).rejects.toThrow(/damaged/);
  await expect(loadDigits(load, file)).rejects.toThrow(/damaged/);
  expect((await loadDigits(load, file)).labels).toHaveLength(10_000);
});
