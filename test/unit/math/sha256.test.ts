import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { randomStream } from "../../../src/math/random.ts";
import { sha256 } from "../../../src/core/sha256.ts";

it("agrees with Node at every length around its blocks", () => {
  const random = randomStream(1, "sha");
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, () => random.integer(256));
    expect(sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
});
