/** The page of the workload that the address names. Most pages load when they are first opened. */
import { createElement, useEffect, useState, type ComponentType } from "react";
import type { WorkloadId } from "../../experiment/link-keys.ts";
import { browserAddress } from "../../store/address.ts";
import { firstHash } from "../../store/config.ts";
import { browserPinStorage } from "../../store/pins/pins.ts";
import { createPlayground } from "../../store/playground.ts";
import type { EmbedOptions } from "../embed/options.ts";
import { LooksContext, type Looks } from "../gallery/looks.ts";
import { listenForKeys } from "../keys/shortcuts.ts";
import { PlaygroundContext, type OpenPage } from "../parts/context.ts";
import { lazily, Loading } from "../parts/lazily.tsx";
import { matchesMedia } from "../parts/use-media.ts";
import type { WorkloadPage } from "../parts/workload-page.ts";
import { App } from "./App.tsx";
import { TabsContext, useWorkloadId, type Tab } from "./tabs.ts";

/** A page, or a function that loads it. */
type PageSource = WorkloadPage | (() => Promise<WorkloadPage>);

export interface Site {
  readonly tabs: readonly Tab[];
  /** Loads how all models look. */
  readonly looks: () => Promise<Looks>;
  readonly pages: Readonly<Record<WorkloadId, PageSource>>;
}

type Drawn = Readonly<Record<WorkloadId, ComponentType>>;

const opened = new Map<WorkloadId, OpenPage>();

/** Each page is created once and kept. An embed keeps no pins. */
export function openPage(page: WorkloadPage, embed?: EmbedOptions): OpenPage {
  const known = opened.get(page.id);
  if (known) return known;
  const playground = createPlayground(page, {
    address: browserAddress(page.id, () => firstHash(page)),
    reducedMotion: matchesMedia("(prefers-reduced-motion: reduce)"),
    ...(embed
      ? { autoplay: embed.plays }
      : { pinStorage: browserPinStorage(page.pinsKey ?? `dmf-pins-${page.id}`) }),
  });
  const actions = { ...playground.actions, ...page.actions?.(playground) };
  const open = { ...playground, kind: page, actions };
  opened.set(page.id, open);
  return open;
}

export function Workplace({ tabs, looks, pages }: Site) {
  const [drawn] = useState(
    () => Object.fromEntries(Object.entries(pages).map(([key, page]) => [key, pageOf(page)])) as Drawn,
  );
  const id = useWorkloadId();
  return (
    <TabsContext value={tabs}>
      <LooksContext value={looks}>
        <Loading key={id} waiting={<p className="waiting">Loading…</p>}>
          {createElement(drawn[id])}
        </Loading>
      </LooksContext>
    </TabsContext>
  );
}

function pageOf(source: PageSource): ComponentType {
  const draw = (page: WorkloadPage) => () => <Page open={openPage(page)} />;
  return typeof source === "function" ? lazily(async () => draw(await source())) : draw(source);
}

/** Training pauses while another workload is on the screen. */
function Page({ open }: { readonly open: OpenPage }) {
  useEffect(() => listenForKeys(open), [open]);
  useEffect(() => {
    const { enter, leave } = open.actions;
    enter();
    return leave;
  }, [open]);
  return (
    <PlaygroundContext value={open}>
      <App />
    </PlaygroundContext>
  );
}
