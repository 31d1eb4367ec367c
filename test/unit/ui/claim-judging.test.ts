/** The card of a claim: what it offers, and what it shows while and after its runs. */
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { linkOfAll } from "../../../src/experiment/claims/record.ts";
import type { Claim } from "../../../src/experiment/claims/claim.ts";
import { CLAIMS } from "../../../src/workloads/claims.ts";
import type { ClaimRecord } from "../../../src/experiment/claims/record.ts";
import type { ClaimNow } from "../../../src/store/jobs/claim.ts";
import { ClaimCard } from "../../../src/ui/gallery/ClaimCard.tsx";
import { MF_PAGE } from "../../../src/ui/workloads/mf/page.tsx";
import { JudgeHere, Judging } from "../../../src/ui/gallery/ClaimCard.tsx";
import { PlaygroundContext, type OpenPage } from "../../../src/ui/parts/context.ts";

const claimOf = (id: string): Claim => CLAIMS.find((claim) => claim.id === id) as Claim;

function textOf(element: ReactElement): string {
  const value = { kind: MF_PAGE, store: createStore(() => ({})), actions: {} } as unknown as OpenPage;
  const html = renderToStaticMarkup(createElement(PlaygroundContext, { value }, element));
  return html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

const cardOf = (id: string, record?: ClaimRecord): string =>
  textOf(createElement(ClaimCard, { claim: claimOf(id), record }));

it("offers the verdict of every claim but those that need the user's file", () => {
  for (const claim of CLAIMS) {
    const [offered] = /(Judge|Run) it here/.exec(cardOf(claim.id)) ?? [];
    const needsFile = ["ratings", "ratings-splits", "deep-lora-sts", "lora-scale-sts"].includes(claim.id);
    const isJudgedByRun = linkOfAll(claim) !== undefined;
    expect(offered).toBe(isJudgedByRun ? "Run it here" : needsFile ? undefined : "Judge it here");
    // The criteria for matrices need the errors of every step.
    expect(isJudgedByRun && claim.codec.id === "mf").toBe(false);
  }
});

it("says how many runs there are, and the time that the recorded runs took", () => {
  const record = {
    verdict: "in part",
    date: "2026-11-01",
    seconds: 563.3,
    results: [],
  } as unknown as ClaimRecord;
  expect(cardOf("burer-monteiro", record)).toContain(
    "“Judge it here” trains 15 runs of at most 10,000 steps without a chart, and judges the claim. The recorded runs took 10 min.",
  );
  expect(cardOf("completion-leak")).toContain("“Judge it here” trains 45 runs of at most 15,000 steps");
  expect(cardOf("fed-order")).toContain("“Judge it here” trains 10 runs of at most 7 rounds");
  expect(cardOf("galore-memory")).toContain("it is arithmetic. “Judge it here” repeats the computation.");
});

it("shows the run in progress and then the verdict with its figures", () => {
  const claim = claimOf("equal-path");
  const shown = (now: ClaimNow): string => textOf(createElement(Judging, { claim, now }));
  expect(shown({ kind: "progress", run: 3, step: 1200, ofSteps: 1500 })).toContain(
    "run 4 of 6 (d = 256, seed 0), step 1,200 of 1,500",
  );
  const stops = "Closing the gallery stops these runs.";
  expect(shown({ kind: "started" })).toContain(stops);
  const done = shown({ kind: "done", verdict: "pass", ours: "largest difference 2e-6", engine: "CPU" });
  expect(done).toContain("✓ pass here, with all seeds largest difference 2e-6 (CPU)");
  expect(done).not.toContain(stops);
  expect(shown({ kind: "failed", message: "out of memory" })).toContain("could not be judged: out of memory");
  const button = (now?: ClaimNow): string => textOf(createElement(JudgeHere, { claim, now }));
  expect(
    [button(), button({ kind: "started" }), button({ kind: "stopped" })].map((text) => text.trim()),
  ).toEqual(["Judge it here", "Stop", "Judge it here"]);
});
