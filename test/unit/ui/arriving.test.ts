import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { RunData } from "../../../src/store/run-data.ts";
import type { RunSummary } from "../../../src/training/run-summary.ts";
import { Arriving } from "../../../src/ui/lessons/parts/Arriving.tsx";
import { PlaygroundContext, type OpenPage } from "../../../src/ui/parts/context.ts";

it("values that arrive after the end of a run are awaited only until another run begins", () => {
  const data = new RunData();
  const run = {
    networks: [{ id: "galore", headline: "test" }],
    experiment: { seeds: 1 },
  } as unknown as RunSummary;
  const value = { store: createStore(() => ({})), data } as unknown as OpenPage;
  const said = (): string =>
    renderToStaticMarkup(
      createElement(PlaygroundContext, { value }, createElement(Arriving, { of: { data: ended } })),
    );
  data.start(run);
  const ended = data.present();
  expect(said()).toBe("The singular values have not arrived yet.");
  data.start(run);
  expect(said()).toContain("Run this one again to see them.");
});
