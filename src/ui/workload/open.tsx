/**
 * The pages of all workloads except matrix factorization. Each page is created when its tab is first opened,
 * and kept.
 */
import type { WorkloadId } from "../../experiment/link-keys.ts";
import { browserAddress } from "../../store/address.ts";
import { browserPinStorage } from "../../store/pins/pins.ts";
import { createPlayground } from "../../store/playground.ts";
import { firstHash } from "../../store/config.ts";
import { matchesMedia } from "../parts/use-media.ts";
import type { OpenWorkload } from "./context.ts";
import { FEDERATED_PAGE } from "./federated/page.tsx";
import { FINETUNE_PAGE } from "./finetune/page.tsx";
import { MLP_PAGE } from "./mlp/page.tsx";
import { WorkloadApp } from "./WorkloadApp.tsx";

const PAGES = { mlp: MLP_PAGE, finetune: FINETUNE_PAGE, federated: FEDERATED_PAGE } as const;
const opened = new Map<WorkloadId, OpenWorkload>();

export function OpenWorkloadPage({ id }: { readonly id: keyof typeof PAGES }) {
  let open = opened.get(id);
  if (!open) {
    const page = PAGES[id];
    const store = createPlayground(page, {
      address: browserAddress(id, () => firstHash(page)),
      pinStorage: browserPinStorage(`dmf-pins-${id}`),
      reducedMotion: matchesMedia("(prefers-reduced-motion: reduce)"),
    });
    opened.set(id, (open = { page, store }));
    // The charts' library loads while the worker prepares the run.
    void import("../charts/Frame.tsx").catch(() => undefined);
  }
  return <WorkloadApp key={id} open={open} />;
}
