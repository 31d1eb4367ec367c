/**
 * The pages of all workloads except matrix factorization. Each page is created when its tab is first opened,
 * and kept.
 */
import { useEffect } from "react";
import type { WorkloadId } from "../../experiment/link-keys.ts";
import { browserAddress } from "../../store/address.ts";
import { browserPinStorage } from "../../store/pins/pins.ts";
import { createPlayground } from "../../store/playground.ts";
import { firstHash } from "../../store/config.ts";
import type { MatrixPlayground } from "../../store/kinds/matrix.ts";
import { Embed } from "../embed/Embed.tsx";
import type { EmbedOptions } from "../embed/options.ts";
import { listenForKeys } from "../keys/listen.ts";
import { PlaygroundContext } from "../parts/context.ts";
import { matchesMedia } from "../parts/use-media.ts";
import { WorkloadContext, type OpenWorkload } from "./context.ts";
import { FEDERATED_PAGE } from "../workloads/federated/page.tsx";
import { FINETUNE_PAGE } from "../workloads/finetune/page.tsx";
import { MLP_PAGE } from "../workloads/digits/page.tsx";
import { WorkloadApp } from "./WorkloadApp.tsx";

const PAGES = { mlp: MLP_PAGE, finetune: FINETUNE_PAGE, federated: FEDERATED_PAGE } as const;
const opened = new Map<WorkloadId, OpenWorkload>();

type OtherId = keyof typeof PAGES;

/** An embed keeps no pins. */
function openWorkload(id: OtherId, embed?: EmbedOptions): OpenWorkload {
  const known = opened.get(id);
  if (known) return known;
  const page = PAGES[id];
  const store = createPlayground(page, {
    address: browserAddress(id, () => firstHash(page)),
    reducedMotion: matchesMedia("(prefers-reduced-motion: reduce)"),
    ...(embed ? { autoplay: embed.plays } : { pinStorage: browserPinStorage(`dmf-pins-${id}`) }),
  });
  const open = { page, store };
  opened.set(id, open);
  // The charts' library loads while the worker prepares the run.
  void import("../charts/Frame.tsx").catch(() => undefined);
  return open;
}

export const OpenWorkloadPage = ({ id }: { readonly id: OtherId }) => (
  <WorkloadApp key={id} open={openWorkload(id)} />
);

export function EmbeddedWorkload({ id, options }: { readonly id: OtherId; readonly options: EmbedOptions }) {
  const open = openWorkload(id, options);
  const playground = open.store as unknown as MatrixPlayground;
  useEffect(() => listenForKeys(playground), [playground]);
  return (
    <PlaygroundContext value={playground}>
      <WorkloadContext value={open}>
        <Embed options={options} />
      </WorkloadContext>
    </PlaygroundContext>
  );
}
