/** The text encoder, unpacked once, and its file with few sentences, so that test sets are embedded faster. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AssetFile } from "../../scripts/vite/asset.ts";
import { encoderFile } from "../../scripts/vite/encoder.ts";
import { DOMAINS, packAsset, unpackAsset, type EncoderAsset } from "../../src/workloads/finetune/asset.ts";

/** The sentences of each domain in the encoder of a command that runs in the tests' process. */
export const SENTENCES = 30;

let unpacked: EncoderAsset | undefined;
export const wholeEncoder = (): EncoderAsset => (unpacked ??= unpackAsset(encoderFile().bytes));

const made = new Map<number, AssetFile>();

/** The first `count` sentences of each domain, with the whole vocabulary and all weights. Each file is made once. */
export function encoderWithFew(count: number): AssetFile {
  const file = made.get(count) ?? packFew(count);
  made.set(count, file);
  return file;
}

function packFew(count: number): AssetFile {
  const { bytes: whole } = encoderFile();
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  const start = 4 + view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(whole.subarray(4, start)));
  const bytes = packAsset({
    ...header,
    sentences: Object.fromEntries(
      DOMAINS.map((domain) => [domain, header.sentences[domain].slice(0, count)]),
    ),
    // A copy, because `slice` of a Buffer shares its memory.
    halves: new Uint16Array(Uint8Array.from(whole.subarray(start)).buffer),
  });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { name: `encoder-${count}.bin`, byteLength: bytes.length, sha256, bytes };
}

const SCRIPTS = "dist/assets";

/** The files of the build that change if its encoder has the first `count` sentences of each domain, by name. */
export function buildWithFew(count: number): Map<string, string | Uint8Array> {
  const [whole, few] = [encoderFile(), encoderWithFew(count)];
  const scripts = readdirSync(SCRIPTS)
    .filter((name) => name.endsWith(".js"))
    .map((name) => [name, readFileSync(join(SCRIPTS, name), "utf8")] as const)
    .filter(([, text]) => text.includes(whole.sha256))
    .map(([name, text]) => {
      const naming = text.replaceAll(whole.sha256, few.sha256);
      return [name, naming.replaceAll(String(whole.byteLength), String(few.byteLength))] as const;
    });
  return new Map<string, string | Uint8Array>([[whole.name, few.bytes], ...scripts]);
}
