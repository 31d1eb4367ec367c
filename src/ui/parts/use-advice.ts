/** The code that gives advice. It loads after the first curve, and stays for as long as the page is open. */
import { useEffect } from "react";
import { create } from "zustand";

interface Loaded {
  readonly code?: typeof import("../../store/advice/from-run.ts");
  readonly hasFailed: boolean;
}

const useLoaded = create<Loaded>(() => ({ hasFailed: false }));

export async function loadAdvice(): Promise<void> {
  useLoaded.setState({ hasFailed: false });
  try {
    useLoaded.setState({ code: await import("../../store/advice/from-run.ts") });
  } catch {
    useLoaded.setState({ hasFailed: true });
  }
}

/** The code that gives advice, once it has loaded. `isNeeded` requests it. */
export function useAdvice(isNeeded = false): Loaded["code"] {
  useEffect(() => {
    if (isNeeded && !useLoaded.getState().code) void loadAdvice();
  }, [isNeeded]);
  return useLoaded(({ code }) => code);
}

export const useAdviceFailed = (): boolean => useLoaded(({ hasFailed }) => hasFailed);
