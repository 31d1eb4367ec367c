/** The page's scale: the pixels of a rem divided by the usual 16. Larger type and the full-screen view change it. */
import { useSyncExternalStore } from "react";

const measure = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** Undefined until it is needed. Each measurement makes the browser compute all styles that have changed. */
let rem: number | undefined;
const listeners = new Set<() => void>();
/** An unseen element as wide as one rem. */
let probe: HTMLElement | undefined;

function follow(listen: () => void): () => void {
  listeners.add(listen);
  if (!probe) {
    probe = document.createElement("span");
    probe.className = "rem-probe";
    document.body.append(probe);
    new ResizeObserver(() => {
      rem = measure();
      for (const one of listeners) one();
    }).observe(probe);
  }
  return () => void listeners.delete(listen);
}

export const useRem = (): number =>
  useSyncExternalStore(
    follow,
    () => (rem ??= measure()),
    () => 1,
  );
