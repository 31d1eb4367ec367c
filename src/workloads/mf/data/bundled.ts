/**
 * The bundled data: grey photographs (PGM) and the distances between airports. public/data/README.md names
 * the sources.
 */
import { fromRows, zeros, type Matrix } from "../../../math/matrix.ts";
import { loadAsset, type Asset, type LoadFile } from "../../asset.ts";
import { parsePgmFile } from "./files/pgm.ts";

export const BUNDLED = {
  "airports.json": {
    byteLength: 22535,
    sha256: "f72a88e1e7eed40c886855c8914c96e253ca469a55121778a48657c77ffe62e3",
  },
  "alpine.pgm": {
    byteLength: 147471,
    sha256: "08c9b093b501094d4b89d09dd8132ea33326ee83370ff9ee2806a76dc6f9da2a",
  },
  "canyon.pgm": {
    byteLength: 147471,
    sha256: "919f92bd2ba5ba968876810d840fb6881db54676d36e0e27204262d3c6e406c8",
  },
} as const satisfies Readonly<Record<string, Omit<Asset, "name">>>;

/** Rejects with the same errors as `loadAsset`. */
export const loadBundled = (load: LoadFile, name: keyof typeof BUNDLED): Promise<Uint8Array> =>
  loadAsset(load, { name, ...BUNDLED[name] }, `The bundled file ${name}`);

/** Parses a photograph into values 0…1. */
export function parsePgm(bytes: Uint8Array): Matrix {
  const { rows, cols, values } = parsePgmFile(bytes);
  return { rows, cols, data: values };
}

/** Averages an image over areas to rows × cols (exact box filter with fractional weights). */
export function resample(image: Matrix, rows: number, cols: number): Matrix {
  const vertical = boxWeights(image.rows, rows);
  const horizontal = boxWeights(image.cols, cols);
  const out = zeros(rows, cols);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      let sum = 0;
      for (const [y, wy] of vertical[i] ?? [])
        for (const [x, wx] of horizontal[j] ?? [])
          sum += wy * wx * (image.data[y * image.cols + x] as number);
      out.data[i * cols + j] = sum;
    }
  return out;
}

/** For each of `to` cells: the source cells that it covers, and their fractions of the cell, which sum to 1. */
function boxWeights(from: number, to: number): [index: number, weight: number][][] {
  const step = from / to;
  return Array.from({ length: to }, (_, cell) => {
    const start = cell * step;
    const end = start + step;
    const covered: [number, number][] = [];
    for (let k = Math.floor(start); k < Math.min(from, Math.ceil(end - 1e-9)); k++)
      covered.push([k, (Math.min(end, k + 1) - Math.max(start, k)) / step]);
    return covered;
  });
}

/** Latitude and longitude in degrees. */
export type Place = readonly [latitude: number, longitude: number];

export function airportPlaces(json: Uint8Array): Place[] {
  const { airports } = JSON.parse(new TextDecoder().decode(json)) as { airports: (string | number)[][] };
  return airports.map((airport) => airport.slice(-2).map(Number) as [number, number]);
}

/** The unit vectors of places, n × 3. */
export const onGlobe = (places: readonly Place[]): Matrix =>
  fromRows(
    places.map(([latitude, longitude]) => {
      const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
      return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
    }),
  );

/**
 * Squared straight-line (chord) distances 2 − 2 xᵢ·xⱼ between the airports on the unit sphere, n × n. With unit
 * vectors in three dimensions this has rank 4 exactly: 1·1ᵀ and the three coordinates.
 */
export function airportDistances(json: Uint8Array): Matrix {
  const { rows, data } = onGlobe(airportPlaces(json));
  const apart = (i: number, j: number, axis: number): number =>
    ((data[3 * i + axis] as number) - (data[3 * j + axis] as number)) ** 2;
  const out = zeros(rows, rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < rows; j++) out.data[i * rows + j] = apart(i, j, 0) + apart(i, j, 1) + apart(i, j, 2);
  return out;
}
