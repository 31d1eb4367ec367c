/** Every state of the playground has its own name. */
import { describe, expect, it } from "vitest";
import type { EngineStatus } from "../../../../src/engine/engine.ts";
import { statusLabelOf, statusText, type StatusLabel } from "../../../../src/store/run/status-label.ts";
import type { PlaygroundState } from "../../../../src/store/kinds/matrix-state.ts";

const message = "why";
const of = (status: EngineStatus, more: Partial<PlaygroundState> = {}): StatusLabel =>
  statusLabelOf({ status, failure: undefined, preparing: undefined, ...more });

describe("statusLabelOf", () => {
  it.each(["loading", "ready", "running", "paused", "finished", "stopped", "diverged"] as const)(
    "is the engine's own %s",
    (status) => expect(of(status)).toBe(status),
  );

  it("tells compiling, the last part of a preparation, from the parts before it", () => {
    const part = (done: number) => ({
      preparing: { what: message, done, total: 3, seconds: 1, secondsLeft: 3 - done },
    });
    expect([0, 1, 2].map((done) => of("loading", part(done)))).toEqual(["loading", "loading", "compiling"]);
    expect(of("running", part(2))).toBe("running");
  });

  it.each([
    ["no-file", "empty"],
    ["cancelled", "cancelled"],
    ["over-limit", "outOfMemory"],
    ["out-of-memory", "outOfMemory"],
    ["device-lost", "lost"],
    ["engine-lost", "lost"],
    ["bug", "failed"],
    ["bad-input", "failed"],
  ])("after %s it is %s", (code, standing) =>
    expect(of("failed", { failure: { code, message } })).toBe(standing),
  );

  it("has words of its own for each", () => {
    const all = [
      "empty",
      "loading",
      "compiling",
      "ready",
      "running",
      "paused",
      "finished",
      "stopped",
      "diverged",
      "failed",
      "cancelled",
      "outOfMemory",
      "lost",
    ] as const;
    expect(new Set(all.map(statusText)).size).toBe(all.length);
  });
});
