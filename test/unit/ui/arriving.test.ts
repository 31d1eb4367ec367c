import { createElement } from "react";
import { show } from "../store/show.ts";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { RunData } from "../../../src/store/run-data.ts";
import type { RunSummary } from "../../../src/training/run-summary.ts";
import { Arriving } from "../../../src/ui/lessons/parts/Arriving.tsx";
import { PlaygroundContext, type OpenPage } from "../../../src/ui/parts/context.ts";

const RUN = {
  networks: [{ id: "galore", headline: "test" }],
  experiment: { seeds: 1 },
} as unknown as RunSummary;

it("values that arrive after the end of a run are awaited only until another run begins", () => {
  const data = new RunData();
  const value = { store: createStore(() => ({})), data } as unknown as OpenPage;
  const said = (): string =>
    renderToStaticMarkup(
      createElement(PlaygroundContext, { value }, createElement(Arriving, { of: { data: ended } })),
    );
  data.start(RUN);
  const ended = data.present();
  expect(said()).toBe("The singular values have not arrived yet.");
  data.start(RUN);
  expect(said()).toContain("Run this one again to see them.");
});

it("an ended run tells the values of its last step, not earlier ones, also while an earlier step is shown or another run trains", () => {
  const data = new RunData();
  data.start(RUN);
  const ended = data.present();
  const told = () => ended.latestAt(20, "galore", "updates");
  show(data, 15, [{ id: "galore", updates: "of step 15" }]);
  expect(told()).toBeUndefined();
  show(data, 20, [{ id: "galore", updates: "of step 20" }]);
  data.lookAt(15);
  expect(told()).toBe("of step 20");
  data.start(RUN);
  expect(told()).toBe("of step 20");
});
