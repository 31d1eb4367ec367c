/**
 * The claims that the user has judged in the background. Their verdicts stay when the gallery is closed, but
 * closing it stops the claim in progress. Only one claim is judged at a time.
 */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { isRunning, startClaim, type ClaimNow } from "../../store/jobs/claim.ts";

const claims = createStore<Readonly<Record<string, ClaimNow>>>(() => ({}));
let running: { readonly id: string; readonly end: () => void } | undefined;

/** Undefined if the user has not judged the claim. */
export const useJudging = (id: string): ClaimNow | undefined => useStore(claims, (all) => all[id]);

export function startJudging(id: string): void {
  stopJudging();
  claims.setState({ [id]: { kind: "started" } });
  running = { id, end: startClaim((event) => claims.setState({ [id]: event }), { id }) };
}

export function stopJudging(): void {
  if (!running) return;
  const { id, end } = running;
  running = undefined;
  end();
  if (isRunning(claims.getState()[id])) claims.setState({ [id]: { kind: "stopped" } });
}
