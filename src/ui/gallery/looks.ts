/** How the models of all workloads look. The gallery shows claims about all of them. */
import { createContext, useContext, useEffect, useState } from "react";
import type { ModelLook } from "../parts/workload-page.ts";

export type Looks = Readonly<Record<string, ModelLook>>;

/** Loads the looks by the models' ids. */
export const LooksContext = createContext<() => Promise<Looks>>(() => Promise.resolve({}));

/** Empty until they have loaded. */
export function useLooks(): Looks {
  const load = useContext(LooksContext);
  const [looks, setLooks] = useState<Looks>({});
  useEffect(() => {
    load().then(setLooks, () => undefined);
  }, [load]);
  return looks;
}
