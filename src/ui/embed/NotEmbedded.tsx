/** Takes the place of an embed whose link belongs to a workload that has none, and opens the whole page. */
import type { WorkloadId } from "../../experiment/link-keys.ts";
import { TAB_NAMES } from "../workload/tabs.ts";
import { wholePage } from "./options.ts";
import "../styles/embed.css";

export function NotEmbedded({ id, address }: { readonly id: WorkloadId; readonly address: string }) {
  return (
    <main className="embed">
      <h1 className="visually-hidden">DMF Playground: an experiment</h1>
      <p className="banner">
        This experiment belongs to “{TAB_NAMES[id].name}”. A frame can show only “{TAB_NAMES.mf.name}”.{" "}
        <a href={wholePage(address)} target="_blank" rel="noopener">
          Open in the playground
        </a>
      </p>
    </main>
  );
}
