/** A file that the browser keeps, with a stand-in for its storage. */
import { afterEach, expect, it, vi } from "vitest";
import { keepFile, notKept } from "../../../src/store/files/kept-file.ts";

afterEach(() => vi.unstubAllGlobals());

/** A storage whose writes succeed, but whose transactions end as `end` says. */
function storageThat(end: "complete" | "abort", error: Error | null): void {
  const after = <T extends EventTarget>(target: T, event: string): T => {
    setTimeout(() => target.dispatchEvent(new Event(event)));
    return target;
  };
  const request = () => after(Object.assign(new EventTarget(), { result: undefined }), "success");
  const transaction = () => {
    const own = Object.assign(new EventTarget(), { error, objectStore: () => ({ put: request }) });
    setTimeout(() => after(own, end));
    return own;
  };
  const database = { transaction, close: () => undefined };
  const open = () => after(Object.assign(new EventTarget(), { result: database }), "success");
  vi.stubGlobal("indexedDB", { open });
}

const kept = { checksum: "0123456789abcdef", file: new File(["1,2"], "a.csv") };

it("is kept only once the browser has written it", async () => {
  storageThat("complete", null);
  await expect(keepFile(kept)).resolves.toBeUndefined();
  const full = Object.assign(new Error("full"), { name: "QuotaExceededError" });
  storageThat("abort", full);
  await expect(keepFile(kept)).rejects.toBe(full);
});

it("says why it is not kept", () => {
  const full = Object.assign(new Error("full"), { name: "QuotaExceededError" });
  expect(notKept(full)).toBe(
    "This browser’s storage has no room for the file. Choose the file again at the next visit.",
  );
  expect(notKept(new Error("forbidden"))).toMatch(/^This browser does not keep files\. /);
});
