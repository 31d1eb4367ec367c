/** The panel “Your data” where no cells are held out. */
import { createElement } from "react";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import type { LoadedRun } from "../../../src/store/kinds/matrix-state.ts";
import { PlaygroundContext, type OpenPage } from "../../../src/ui/parts/context.ts";
import { Outcome } from "../../../src/ui/workloads/mf/own/YourData.tsx";
import { MF_PAGE } from "../../../src/ui/workloads/mf/page.tsx";

const { config } = MF_CODEC.repair({ data: "file", task: "mc", rows: 20, cols: 12 });

function textOf(facts: Partial<LoadedRun>): string {
  const run = { config, ...facts } as unknown as LoadedRun;
  const store = createStore(() => ({ status: "running", config, run, networks: [], models: [] }));
  const value = { kind: MF_PAGE, store, actions: {} } as unknown as OpenPage;
  return renderToStaticMarkup(
    createElement(PlaygroundContext, { value }, createElement(Outcome, { run })),
  ).replaceAll(/\s+/g, " ");
}

it("says what errors and the completed table need", () => {
  const said = "need cells that no network trains on";
  expect(textOf({ recoveryOver: "all", validationCount: 20 })).toContain(said);
  expect(textOf({ recoveryOver: "heldout" })).toContain(said);
  expect(textOf({ recoveryOver: "heldout", validationCount: 20 })).not.toContain(said);
});
