#!/usr/bin/env node
// Makes docs/library.md from the docstrings of src/library/api.ts and of the types that it exports.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const API = new URL("../src/library/api.ts", import.meta.url);
const PAGE = new URL("../docs/library.md", import.meta.url);

const INTRODUCTION = `# The engine as a library

\`dmf-playground/engine\` trains experiments from code, in Node and in browsers. It needs neither React nor the DOM. The shaders, the
WebAssembly modules and the type declarations are inside. This page is made from the docstrings (\`node scripts/library-docs.mjs\`).

    import { createEngine } from "dmf-playground/engine";

    const engine = await createEngine({ backend: "cpu" });
    const run = engine.run({ task: "mc", data: "random", rows: 64, rank: 2, observed: 0.5 });
    for await (const { model, step, columns } of run) console.log(model, step, columns.train);
    const { models } = await run.probes();      // singular values of the last state; adapters after fine-tuning
    const from = await run.checkpoint();        // engine.run(experiment, { from }) continues from here
    const { stopReason } = await run.report();  // and the last metrics, and the time per step
    await engine.dispose();

The loop hides an engine that takes commands and reports events. \`openEngine\` gives you that engine:

    const settings = { task: "mc", data: "random", rows: 64, rank: 2, observed: 0.5 };
    const engine = await openEngine();
    engine.subscribe((event) => event.kind === "steps" && console.log(event.networks));
    await engine.load(readExperiment(settings), "cpu");
    await engine.step(200);
    await engine.setRates(readExperiment({ ...settings, rate: 0.5 }));  // also while \`play\` trains
    await engine.play();                                                // to the last step
    await engine.restoreAt(100);                                        // back to step 100, paused

The playground's page draws from these events, and its buttons are these commands. A failed run is an \`error\` event; the commands do not reject.

\`npm install dmf-playground\` brings the engine, the command line and the built page, and no other package. Examples come with it. For Node: [examples/train.mjs](../examples/train.mjs),
[examples/table.mjs](../examples/table.mjs) for a table of your own, and [examples/live.mjs](../examples/live.mjs) with \`openEngine\`. For
browsers: [examples/page.html](../examples/page.html), a plain page, and [examples/notebook.html](../examples/notebook.html), cells with a
chart. Serve the package's folder to open the pages. The playground's page and the [command line](cli.md) train through this interface.

**What you provide.**

- Generated matrices need nothing. Photographs, airports and digits are files of the package. In Node the engine reads them from the
  disk. In a browser it fetches them from where the package's code lies. Vite and other bundlers find them, because each
  address is a \`new URL("…", import.meta.url)\`. Vite's development server needs \`optimizeDeps: { exclude: ["dmf-playground"] }\`.
- The text encoder of fine-tuning (14 MB) is a package of its own: \`npm install dmf-playground-encoder\`.
- Set \`load\` if the files lie elsewhere. Copy them from \`public/data/\`, \`dist-library/engine/data/\` and the encoder's package.
- WebGPU in Node needs the package \`webgpu\` and a driver (Vulkan, Metal or Direct3D 12). WebGPU in a browser needs a secure context.
- On the CPU, Node uses up to four threads. A browser uses one, unless you give it \`poolWorkers\`. Start the engine in a worker
  of your own to keep the page free.
- Data of your own, in memory or as the bytes of a file: \`engine.run({ data: "file", rows, cols }, { data })\`. If the matrix is larger, \`crop\`
  names the part to use; without \`crop\`, the engine averages the matrix to \`rows\` × \`cols\`.
- With \`entries: "known"\`, a run computes only the known cells Ω of an m × n file. It takes memory O(|Ω| + (m + n) k), where k is the inner width (2r̂ for
  \`yaras\`), and a step takes time O(|Ω| k + (m + n) k²). [cli.md](cli.md) has measured times.

[settings.md](settings.md) describes all settings. The types \`Experiment\`, \`MlpConfig\`, \`LabConfig\` and \`FedConfig\` have the same
text as docstrings.

**What it does not do.** Losses, models, optimizers and generators of data are those of the settings; you cannot pass functions of
your own. A run is a static list of GPU kernels, so a new loss or model is a kernel and a workload in the sources
([CONTRIBUTING.md](../CONTRIBUTING.md) has the recipes).

**Tested with** Node 20, and with TypeScript 5.9, 6.0 and 7.0 under module resolution \`nodenext\`, \`node16\` and \`bundler\`. TypeScript
before 5.7 lacks the typed arrays of the declarations.
`;

const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/** The text of a comment. */
const docOf = (comment = "") =>
  oneLine(comment.replace(/^\s*\/\*\*|\*\/\s*$/g, "").replace(/^\s*\* ?/gm, ""));

/**
 * Every exported declaration of a file, by name: its comment, what it extends, and its members or its type.
 */
function declarationsOf(source) {
  const pattern =
    /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^export (?:interface (\w+)([^{\n]*)\{\n([\s\S]*?)^\}|type (\w+) =([\s\S]*?);\n(?! ))/gm;
  return new Map(
    [...source.matchAll(pattern)].map(([, comment, interfaceName, heritage, body, typeName, type]) => [
      interfaceName ?? typeName,
      { doc: docOf(comment), heritage: oneLine(heritage ?? ""), body, type },
    ]),
  );
}

/** A list with one line for each member. */
function membersOf(body) {
  const pattern = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?^ {2}(?! |\/|\*)((?:[^;]|;(?!\n))*);\n/gm;
  return [...body.matchAll(pattern)].map(([, comment, declaration]) => {
    const doc = docOf(comment);
    return `- \`${oneLine(declaration).replace(/^readonly /, "")}\`${doc ? `: ${doc}` : ""}`;
  });
}

/** A list with one line for each alternative of a union, if the alternatives have comments. */
function alternativesOf(type) {
  const pattern = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?^ {2}\| ((?:.|\n(?! {2}[|/]))*)/gm;
  return [...type.matchAll(pattern)].map(
    ([, comment, alternative]) => `- \`${oneLine(alternative)}\`: ${docOf(comment)}`,
  );
}

function contentOf({ body, type }) {
  if (body !== undefined) return membersOf(body);
  return type.includes("/**") ? alternativesOf(type) : [`    ${oneLine(type).replace(/^\| /, "")}`];
}

function sectionOf(name, declaration) {
  const { doc, heritage } = declaration;
  const title = `### \`${name}${heritage ? ` ${heritage}` : ""}\``;
  return [title, doc, contentOf(declaration).join("\n")].filter(Boolean).join("\n\n");
}

/** Returns the text of the whole page. */
export function libraryDocs() {
  const source = readFileSync(API, "utf8");
  const own = [...declarationsOf(source)].map(([name, declaration]) => sectionOf(name, declaration));
  const other = [...source.matchAll(/^export type \{ ([^}]+) \} from "([^"]+)";$/gm)].flatMap(
    ([, names, path]) => {
      const declarations = declarationsOf(readFileSync(new URL(path, API), "utf8"));
      return names.split(", ").map((name) => {
        const declaration = declarations.get(name);
        if (!declaration) throw new Error(`${path} declares no ${name} in the form that this script reads.`);
        return sectionOf(name, declaration);
      });
    },
  );
  const exported = [
    "- `createEngine: CreateEngine`, `openEngine: OpenEngine`, `readExperiment: ReadExperiment`, `readUserData: ReadUserData`.",
    "- The class `RunCollector` makes the report of a run from its events. Give each event to `take`; `report()` returns the report so far.",
    "- The class `EngineError`, with a `code` and a `message` for people.",
    "- `runPoolTask(task)`, which a worker of `poolWorkers` calls with its task.",
  ].join("\n");
  return [INTRODUCTION, "## Exports", exported, ...own, "## Types", ...other, ""]
    .map((part) => part.trimEnd())
    .join("\n\n")
    .replace(/\n*$/, "\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, libraryDocs());
