import { afterEach, expect, it, vi } from "vitest";
import { browserPoolWorkers } from "../../../src/worker/resources.ts";

afterEach(() => void vi.unstubAllGlobals());

it.each([
  [undefined, -1],
  [2, 0],
  [4, 2],
])(
  "a browser that says it has %s processors can provide %i pool workers (none below 1)",
  (hardwareConcurrency, count) => {
    vi.stubGlobal("crossOriginIsolated", true);
    vi.stubGlobal("self", { location: { href: "https://example.org/" } });
    vi.stubGlobal("navigator", { userAgentData: {}, hardwareConcurrency });
    expect(browserPoolWorkers()?.count).toBe(count);
  },
);
