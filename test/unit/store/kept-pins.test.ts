/** The browser stores the latest pins, whichever call loads the code first. */
import { expect, it } from "vitest";
import type { RunFiles } from "../../../src/store/files/run-files.ts";
import { keepPins, type NamedPin } from "../../../src/store/pins/kept-pins.ts";

/** Pins in a storage that holds `kept`. Each wait for the code ends when the test says so. */
function setUp(kept: string | null) {
  let shown: readonly NamedPin[] = [];
  const written: string[] = [];
  const waits: (() => void)[] = [];
  const files = {
    writePins: (pins: readonly NamedPin[]) => JSON.stringify(pins),
    readPins: (text: string) => JSON.parse(text) as NamedPin[],
  } as RunFiles<NamedPin>;
  const pins = keepPins<NamedPin>({
    pins: () => shown,
    show: (next) => (shown = next),
    present: (name) => ({ id: "new", name }),
    complain: () => undefined,
    announce: () => undefined,
    storage: { read: () => kept, write: (text) => written.push(text), follow: () => undefined },
    files: () => new Promise((resolve) => waits.push(() => resolve(files))),
  });
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return { pins, written, waits, settle };
}

it("keeps a name that is given before the pin itself is stored", async () => {
  const { pins, written, waits, settle } = setUp(null);
  pins.pin();
  pins.namePin("new", "narrower");
  // The second call gets the code first.
  waits[1]?.();
  await settle();
  waits[0]?.();
  await settle();
  const named = [{ id: "new", name: "narrower" }];
  expect(written.map((text) => JSON.parse(text) as unknown)).toEqual([named, named]);
});

it("keeps the pins of an earlier visit when one is made before they are read", async () => {
  const { pins, written, waits, settle } = setUp(JSON.stringify([{ id: "old", name: "" }]));
  pins.pin();
  waits[1]?.();
  await settle();
  expect(written).toEqual([]);
  waits[0]?.();
  await settle();
  expect(JSON.parse(written.at(-1) ?? "")).toMatchObject([{ id: "old" }, { id: "new" }]);
});
