import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLoader, PATIENCE_MS } from "../../../src/store/loader.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const loads: string[] = [];
  let finish: () => void = () => undefined;
  const abandon = vi.fn<() => void>(() => finish());
  const loader = createLoader<string>((what) => {
    loads.push(what);
    return new Promise((resolve) => (finish = resolve));
  }, abandon);
  return { loader, loads, abandon, finish: () => finish() };
}

describe("createLoader", () => {
  it("gives up a load that keeps a newer one waiting, once, and makes the newest", async () => {
    const { loader, loads, abandon } = setUp();
    loader.request("large");
    await vi.advanceTimersByTimeAsync(10 * PATIENCE_MS);
    expect(abandon).not.toHaveBeenCalled();
    loader.request("second");
    loader.request("third");
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
    expect(loads).toEqual(["large"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(abandon).toHaveBeenCalledTimes(1);
    expect(loads).toEqual(["large", "third"]);
  });

  it("leaves a load alone that ends in time", async () => {
    const { loader, loads, abandon, finish } = setUp();
    loader.request("first");
    loader.request("second");
    finish();
    await vi.advanceTimersByTimeAsync(5 * PATIENCE_MS);
    expect(loads).toEqual(["first", "second"]);
    expect(abandon).not.toHaveBeenCalled();
  });
});
