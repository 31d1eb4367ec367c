/** Error scopes on a simulated device: which error becomes which rejection. */
import { describe, expect, test } from "vitest";
import { inErrorScopes } from "../../../src/gpu/errors.ts";

/**
 * A device whose scopes report the given errors for their filter. The scope that was pushed last is popped
 * first.
 */
function pretend(reports: Partial<Record<GPUErrorFilter, string>>): GPUDevice & { open: GPUErrorFilter[] } {
  const open: GPUErrorFilter[] = [];
  return {
    open,
    pushErrorScope: (filter: GPUErrorFilter) => void open.push(filter),
    popErrorScope: () => {
      const message = reports[open.pop() as GPUErrorFilter];
      return Promise.resolve(message === undefined ? null : { message });
    },
  } as unknown as GPUDevice & { open: GPUErrorFilter[] };
}

describe("inErrorScopes", () => {
  test("without errors gives the result and leaves no scope open", async () => {
    const device = pretend({});
    expect(await inErrorScopes(device, "the run", () => device.open.length)).toBeGreaterThan(0);
    expect(device.open).toEqual([]);
  });

  test("a lack of memory is reported as such, even if it makes other calls invalid", async () => {
    const device = pretend({ "out-of-memory": "no", validation: "invalid buffer" });
    await expect(inErrorScopes(device, "the 7 MiB of this run", () => 1)).rejects.toMatchObject({
      code: "out-of-memory",
      message: expect.stringContaining("not have enough memory for the 7 MiB of this run") as string,
    });
  });

  test("validation and internal errors are bugs", async () => {
    for (const filter of ["validation", "internal"] as const)
      await expect(inErrorScopes(pretend({ [filter]: "why" }), "x", () => 1)).rejects.toThrow("Bug: x: why");
  });

  test("an exception inside leaves no scope open", async () => {
    const device = pretend({});
    const work = (): never => {
      throw new Error("thrown");
    };
    await expect(inErrorScopes(device, "x", work)).rejects.toThrow("thrown");
    expect(device.open).toEqual([]);
  });
});
