/** The page's advisor. Advice with code of its own loads after the first curve, and stays for as long as the page is open. */
import { useEffect } from "react";
import { create } from "zustand";
import type { WorkloadId } from "../../experiment/link-keys.ts";
import { useRunData, usePage } from "./context.ts";
import type { Advice, Advisor, WorkloadPage } from "./workload-page.ts";

type Loaded = Readonly<Partial<Record<WorkloadId, Advisor | "failed">>>;

const useLoaded = create<Loaded>(() => ({}));

export async function loadAdvice(page: WorkloadPage): Promise<void> {
  const { id } = page;
  useLoaded.setState({ [id]: undefined });
  try {
    const advisor = await page.loadAdvice?.();
    useLoaded.setState({ [id]: advisor });
  } catch {
    useLoaded.setState({ [id]: "failed" });
  }
}

/** The advisor, once it has loaded. `isNeeded` requests it. */
export function useAdvisor(isNeeded = false): Advisor | undefined {
  const page = usePage();
  const loaded = useLoaded((all) => all[page.id]);
  useEffect(() => {
    if (isNeeded && page.loadAdvice && !useLoaded.getState()[page.id]) void loadAdvice(page);
  }, [isNeeded, page]);
  if (page.advise) return page.advise(page);
  return loaded === "failed" ? undefined : loaded;
}

/** What the advisor says now. */
export function useAdvice(kind: Advice["kind"], isNeeded: boolean): readonly Advice[] {
  const { data, state } = useRunData();
  return useAdvisor(isNeeded)?.messages(kind, state, data) ?? [];
}

export function useAdviceFailed(): boolean {
  const { id } = usePage();
  return useLoaded((all) => all[id] === "failed");
}
