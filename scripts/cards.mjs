#!/usr/bin/env node
// Makes docs/cards.md from the files that the page's benchmark saves: put them into docs/cards/, then run
// `node scripts/cards.mjs`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = new URL("../docs/cards/", import.meta.url);
const PAGE = new URL("../docs/cards.md", import.meta.url);

const INTRODUCTION = `# Graphics cards

Figures of the page's benchmark on real graphics cards (\`node scripts/cards.mjs\` makes this page from the files in docs/cards/).
To add yours, open “Benchmark” at the foot of the page while nothing else runs, press “Measure”, save \`dmf-card.json\`, and send it
to us in an issue.
`;

const digits = (value) => (value === undefined ? "–" : Number(value.toPrecision(3)).toLocaleString("en"));

/** The text of docs/cards.md for these files. */
export function cardsPage(files) {
  const cards = files.map((text) => JSON.parse(text)).filter(({ card }) => card);
  if (cards.length === 0)
    return `${INTRODUCTION}\nNobody has sent us a file yet: our kernels were timed on software adapters only.\n`;
  return [INTRODUCTION, ...cards.map(sectionOf)].join("\n");
}

function sectionOf({ card, rows, devices, date = "", browser = "" }) {
  const own = rows.filter(({ engine }) => engine === "WebGPU");
  const valueOf = (what, shape, unit) =>
    own.find((row) => row.what === what && row.shape === shape && row.unit === unit)?.value;
  const best = (unit, what) =>
    Math.max(...own.filter((row) => row.unit === unit && row.what === what).map(({ value }) => value));
  const [peak, copy] = [best("GFLOP/s", "multiply-add peak"), best("GB/s", "bandwidth")];
  const sizes = [...new Set(own.filter(({ what }) => what.endsWith(", step")).map(({ shape }) => shape))];
  const share = (value, of) =>
    value === undefined ? "–" : `${digits(value)} (${Math.round((100 * value) / of)} %)`;
  const lines = sizes.flatMap((shape) =>
    ["original", "compressed"].map((network) => {
      const value = (unit) => valueOf(`${network}, step`, shape, unit);
      return `| ${network} | ${shape} | ${digits(value("steps/s"))} | ${share(value("GFLOP/s"), peak)} | ${share(value("GB/s"), copy)} |`;
    }),
  );
  const products = own.filter(({ what }) => what === "matrix product");
  return [
    `## ${devices.WebGPU}`,
    "",
    `${date.slice(0, 10)}, ${browser}. Multiply-add peak: ${digits(peak)} GFLOP/s. Copy: ${digits(copy)} GB/s.`,
    `Matrix products: ${products.map(({ shape, value }) => `${shape} ${share(value, peak)}`).join(", ")} GFLOP/s.`,
    "",
    "| network | size | steps/s | GFLOP/s (of the peak) | GB/s (of the copy) |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
    "",
    `Features: ${card.features.join(", ")}.`,
    "",
    "Kernels that the tuner chose, with their shapes and constants:",
    "",
    ...card.kernels.map((choice) => `    ${choice}`),
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
  writeFileSync(PAGE, cardsPage(names.map((name) => readFileSync(new URL(name, FOLDER), "utf8"))));
}
