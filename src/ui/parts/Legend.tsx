/** Networks by name, each with its line. */
import type { NetworkName } from "../../experiment/experiment.ts";
import { shortName } from "../../store/run/headline.ts";
import { LineSample } from "./LineSample.tsx";

export function Legend({ networks }: { readonly networks: readonly { readonly id: NetworkName }[] }) {
  return (
    <ul className="legend">
      {networks.map(({ id }) => (
        <li key={id}>
          <LineSample id={id} />
          {shortName(id)}
        </li>
      ))}
    </ul>
  );
}
