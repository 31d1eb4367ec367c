/**
 * The page's entry point: React draws the page. The matrix playground is created once and lasts as long as the
 * page.
 */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { keepForOffline } from "./page/offline.ts";
import { restrictScripts } from "./core/trusted-types.ts";
import { browserAddress } from "./store/address.ts";
import { browserPinStorage } from "./store/pins/pins.ts";
import { createMatrixPlayground, type MatrixPlayground } from "./store/kinds/matrix.ts";
import { workloadOfHash } from "./store/workload-of-hash.ts";
import { PlaygroundContext } from "./ui/parts/context.ts";
import { followComparison } from "./ui/workloads/mf/comparison/linked-comparison.ts";
import { listenForKeys } from "./ui/keys/listen.ts";
import { matchesMedia } from "./ui/parts/use-media.ts";
import { readEmbed, type EmbedOptions } from "./ui/embed/options.ts";
import { MF_PAGE } from "./ui/workloads/mf/page.ts";
import { Workplace } from "./ui/shell/Workplace.tsx";
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

restrictScripts(document.baseURI);
const embed = readEmbed(window.location.search);
// An embedded page keeps nothing on the reader's device.
if (!embed) keepForOffline();

let playground: MatrixPlayground | undefined;

function openMatrix(): MatrixPlayground {
  if (playground) return playground;
  const host = {
    address: browserAddress(),
    reducedMotion: matchesMedia("(prefers-reduced-motion: reduce)"),
    ...(embed ? { autoplay: embed.plays } : { pinStorage: browserPinStorage() }),
  };
  playground = createMatrixPlayground(host, MF_PAGE);
  if (!embed) followComparison(playground);
  return playground;
}

const workload = workloadOfHash(window.location.hash);
// Opened before the first drawing, so that the worker starts while React draws the page.
if (workload === "mf") openMatrix();

void draw();

/**
 * Draws the page. A top-level await would never end: the loaded parts import this module, so each would wait for
 * the other.
 */
async function draw(): Promise<void> {
  const page = embed ? await openEmbed(embed) : <Workplace openMatrix={openMatrix} />;
  const root = document.getElementById("root");
  if (!root) throw new Error("Bug: index.html has no element #root");
  createRoot(root).render(<StrictMode>{page}</StrictMode>);
}

async function openEmbed(options: EmbedOptions) {
  document.documentElement.dataset.theme = options.theme;
  if (workload !== "mf") {
    const { EmbeddedWorkload } = await import("./ui/workload/open.tsx");
    return <EmbeddedWorkload id={workload} options={options} />;
  }
  const { Embed } = await import("./ui/embed/Embed.tsx");
  const matrix = openMatrix();
  listenForKeys(matrix);
  return (
    <PlaygroundContext value={matrix}>
      <Embed options={options} />
    </PlaygroundContext>
  );
}
