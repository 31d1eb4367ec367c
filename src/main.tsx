/** The page's entry point: React draws the page of the workload that the address names. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { keepForOffline } from "./page/offline.ts";
import { restrictScripts } from "./core/trusted-types.ts";
import { workloadOfHash } from "./store/address.ts";
import { readEmbed, type EmbedOptions } from "./ui/embed/options.ts";
import { listenForKeys } from "./ui/keys/shortcuts.ts";
import { PlaygroundContext } from "./ui/parts/context.ts";
import type { WorkloadPage } from "./ui/parts/workload-page.ts";
import { openPage, Workplace, type Site } from "./ui/shell/Workplace.tsx";
import { MF_PAGE } from "./ui/workloads/mf/page.tsx";
import "./ui/styles/base.css";
import "./ui/styles/header.css";
import "./ui/styles/transport.css";
import "./ui/styles/layout.css";
import "./ui/styles/main-controls.css";
import "./ui/styles/controls.css";
import "./ui/styles/charts.css";
import "./ui/styles/panels/pictures.css";
import "./ui/styles/number-table.css";
import "./ui/styles/diagram.css";
import "./ui/styles/phone.css";
import "./ui/styles/forced-colours.css";

/** The first page comes with the first screen, and the others when they are first opened. */
const SITE: Site = {
  tabs: [
    { name: "Matrix factorization", short: "Matrix", workloads: ["mf"] },
    { name: "Digits", short: "Digits", workloads: ["mlp"] },
    { name: "Fine-tuning", short: "Fine-tuning", workloads: ["finetune", "federated"] },
  ],
  looks: async () => (await import("./ui/workloads/looks.ts")).ALL_LOOKS,
  pages: {
    mf: MF_PAGE as unknown as WorkloadPage,
    mlp: async () => (await import("./ui/workloads/digits/page.tsx")).MLP_PAGE,
    finetune: async () => (await import("./ui/workloads/finetune/page.tsx")).FINETUNE_PAGE,
    federated: async () => (await import("./ui/workloads/federated/page.tsx")).FEDERATED_PAGE,
  },
};

restrictScripts(document.baseURI);
const embed = readEmbed(window.location.search);
// An embedded page keeps nothing on the reader's device.
if (!embed) keepForOffline();

const source = SITE.pages[workloadOfHash(window.location.hash)];
// Opened before the first drawing, so that the worker starts while React draws the page.
if (typeof source !== "function") openPage(source, embed);

void draw();

/**
 * Draws the page. A top-level await would never end: the loaded parts import this module, so each would wait for
 * the other.
 */
async function draw(): Promise<void> {
  const page = embed ? await drawEmbed(embed) : <Workplace {...SITE} />;
  const root = document.getElementById("root");
  if (!root) throw new Error("Bug: index.html has no element #root");
  createRoot(root).render(<StrictMode>{page}</StrictMode>);
}

async function drawEmbed(options: EmbedOptions) {
  document.documentElement.dataset.theme = options.theme;
  const [{ Embed }, page] = await Promise.all([
    import("./ui/embed/Embed.tsx"),
    typeof source === "function" ? source() : source,
  ]);
  const open = openPage(page, options);
  listenForKeys(open);
  return (
    <PlaygroundContext value={open}>
      <Embed options={options} />
    </PlaygroundContext>
  );
}
