/** The page's address: the experiment after #, a forced engine in the query. */
import type { BackendChoice } from "../engine/engine.ts";
import { encodeLink } from "../experiment/link.ts";
import { PRESETS, presetExperiment } from "../experiment/presets.ts";

export interface PageAddress {
  /** With its #; if the address names no experiment, the hash of the first preset. */
  readonly hash: string;
  readonly backend: BackendChoice;
  /** The link that restores an experiment, wherever the page is hosted. */
  linkTo(hash: string): string;
  /** Writes the experiment into the address, as a new history entry or in place of the present one. */
  write(hash: string, entry: "push" | "replace"): void;
  writeBackend(backend: BackendChoice): void;
  /** Calls back when the user edits the address or goes back or forward. */
  onChange(listen: () => void): void;
}

export function browserAddress(): PageAddress {
  return {
    get hash() {
      return window.location.hash || firstHash();
    },
    get backend() {
      const asked = new URLSearchParams(window.location.search).get("backend");
      return asked === "cpu" || asked === "webgpu" ? asked : "auto";
    },
    linkTo(hash) {
      const { origin, pathname } = window.location;
      return `${origin}${pathname}#${hash}`;
    },
    write(hash, entry) {
      if (entry === "push") window.history.pushState(null, "", `#${hash}`);
      else window.history.replaceState(null, "", `#${hash}`);
    },
    writeBackend(backend) {
      const url = new URL(window.location.href);
      if (backend === "auto") url.searchParams.delete("backend");
      else url.searchParams.set("backend", backend);
      window.history.replaceState(null, "", url);
    },
    onChange(listen) {
      window.addEventListener("hashchange", listen);
      window.addEventListener("popstate", listen);
    },
  };
}

function firstHash(): string {
  const [first] = PRESETS;
  return first ? `#${encodeLink(presetExperiment(first))}` : "";
}
