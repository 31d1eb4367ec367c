/** The airports by longitude and latitude: where they are, and where each network's distances put them. */
import { useMemo } from "react";
import { airportPlaces, onGlobe, recoverPlaces, type Place } from "../../../../store/insight/positions.ts";
import { shortName } from "../../../../store/kinds/matrix-state.ts";
import type { NetworkName } from "../../../../workloads/mf/config/fields.ts";
import { remembered } from "../../../../core/remembered.ts";
import { useMatrixViews } from "../context.ts";
import { useAnswer } from "../use-answer.ts";
import { dotsPath } from "../../../charts/lines.tsx";
import { LINE_STYLES } from "../looks.ts";

/** The United States, in degrees: the western and the northern end, and the extent. */
const WEST = -180;
const NORTH = 75;
const EXTENT = { width: 120, height: 62 };
/** A degree of longitude is shorter than one of latitude, by the cosine of a latitude in the middle. */
const NARROWING = Math.cos((40 * Math.PI) / 180);

const dots = (places: readonly Place[]): string =>
  dotsPath(places.map(([latitude, longitude]) => [(longitude - WEST) * NARROWING, NORTH - latitude]));

export function AirportMap({ shown }: { readonly shown: readonly NetworkName[] }) {
  const places = useAnswer(readPlaces);
  const truth = useMemo(() => places && onGlobe(places), [places]);
  const data = useMatrixViews();
  const about = `Grey: where the airports are. In colour: where the distances learned by ${shown.map(shortName).join(" and ")} put them, by classical scaling, turned and sized to fit.`;
  return (
    <svg
      className="airport-map grow"
      viewBox={`0 0 ${EXTENT.width * NARROWING} ${EXTENT.height}`}
      role="img"
      aria-label={`Map of the airports. ${about}`}
      strokeLinecap="round"
    >
      <title>{about}</title>
      {places && <path d={dots(places)} stroke="var(--muted)" strokeWidth={1.6} opacity={0.6} />}
      {truth &&
        shown.map((id) => {
          const distances = data.models.get(id)?.view?.pictures?.values;
          if (distances?.length !== truth.rows ** 2) return null;
          return (
            <path key={id} d={pathOf(distances, truth)} stroke={LINE_STYLES[id].colour} strokeWidth={0.9} />
          );
        })}
    </svg>
  );
}

/** The page may show two maps. Their paths are kept until the distances change. */
const pathOf = remembered((distances: Float32Array, truth: ReturnType<typeof onGlobe>) =>
  dots(recoverPlaces(distances, truth)),
);

/** Without the file, the map stays empty. The run itself reports a file that is missing. */
async function readPlaces(): Promise<readonly Place[] | undefined> {
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}data/airports.json`);
    return airportPlaces(new Uint8Array(await response.arrayBuffer()));
  } catch {
    return undefined;
  }
}
