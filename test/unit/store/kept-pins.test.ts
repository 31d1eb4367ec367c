/** The browser stores the latest pins, whichever call loads the code first. */
import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { MLP } from "../../../src/store/kinds/digits.ts";
import { createPinActions } from "../../../src/store/pins/pins.ts";
import { RunData } from "../../../src/store/run-data.ts";
import type { RunFiles } from "../../../src/store/run-file.ts";
import { startState, type Pin, type Run, type State } from "../../../src/store/state.ts";

const config = MLP.repair(MLP.presets[0].fields).config;

/** Pins in a storage that holds `kept`. Each wait for the code ends when the test says so. */
function setUp(kept: string | null) {
  const written: string[] = [];
  const waits: (() => void)[] = [];
  const files = {
    writePins: (pins: readonly Pin[]) => JSON.stringify(pins),
    readPins: (text: string) => JSON.parse(text) as Pin[],
  } as RunFiles;
  const run = { config, backend: "cpu", models: [] } as unknown as Run;
  const store = createStore<State>(() => ({ ...startState(config, [], "cpu"), run }));
  const pins = createPinActions(
    MLP,
    store,
    new RunData(),
    () => undefined,
    { read: () => kept, write: (text) => written.push(text), follow: () => undefined },
    () => new Promise((resolve) => waits.push(() => resolve(files))),
  );
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return { pins, store, written, waits, settle };
}

it("keeps a name that is given before the pin itself is stored", async () => {
  const { pins, store, written, waits, settle } = setUp(null);
  pins.pin();
  pins.namePin(store.getState().pins[0]?.id ?? "", "narrower");
  // The second call gets the code first.
  waits[1]?.();
  await settle();
  waits[0]?.();
  await settle();
  expect(written.map((text) => JSON.parse(text) as unknown)).toMatchObject([
    [{ name: "narrower" }],
    [{ name: "narrower" }],
  ]);
});

it("keeps the pins of an earlier visit when one is made before they are read", async () => {
  const { pins, store, written, waits, settle } = setUp(JSON.stringify([{ id: "old", name: "" }]));
  pins.pin();
  const [made] = store.getState().pins;
  waits[1]?.();
  await settle();
  expect(written).toEqual([]);
  waits[0]?.();
  await settle();
  expect(JSON.parse(written.at(-1) ?? "")).toMatchObject([{ id: "old" }, { id: made?.id }]);
});
