/** Vitest runs this before each test file. */
import { afterAll, expect, vi } from "vitest";

// A component begins to load code when it is drawn. A load that outlives its test file would fail, so each file waits.
afterAll(() => vi.dynamicImportSettled());

const isNumbers = (value: unknown): value is readonly number[] | Float64Array =>
  Array.isArray(value)
    ? value.every((one) => typeof one === "number")
    : ArrayBuffer.isView(value) && !(value instanceof DataView);

// Vitest would list the keys of both lists, which takes microseconds for each number.
expect.addEqualityTesters([
  (a, b) =>
    isNumbers(a) && isNumbers(b) && a.constructor === b.constructor
      ? a.length === b.length && a.every((value, i) => Object.is(value, b[i]))
      : undefined,
]);
