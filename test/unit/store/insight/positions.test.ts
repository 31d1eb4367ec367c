import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  airportPlaces,
  onGlobe,
  recoverPlaces,
  type Place,
} from "../../../../src/store/insight/positions.ts";
import { airportDistances } from "../../../../src/workloads/mf/data/bundled.ts";

const file = readFileSync("public/data/airports.json");
const places = airportPlaces(file);
const distances = airportDistances(file).data;

/** The largest difference in degrees. */
const error = (found: readonly Place[]): number =>
  Math.max(
    ...found.flatMap((place, i) => place.map((angle, j) => Math.abs(angle - (places[i]?.[j] ?? NaN)))),
  );

it("places are recovered from their distances in any unit, whatever constant is added", () => {
  const scaled = distances.map((value) => 0.01 * value - 3);
  expect(error(recoverPlaces(scaled, onGlobe(places)))).toBeLessThan(1e-6);
});

it("no places come out of noise", () => {
  const noise = distances.map((_, i) => Math.sin(i * i));
  expect(error(recoverPlaces(noise, onGlobe(places)))).toBeGreaterThan(20);
});
