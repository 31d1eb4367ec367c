/** Networks by name, each with its line; behind them the pinned runs, whose lines are fainter. */
import type { NetworkName } from "../../experiment/experiment.ts";
import { shortName } from "../../store/run/headline.ts";
import { LineSample } from "./LineSample.tsx";

interface Props {
  readonly networks: readonly { readonly id: NetworkName }[];
  readonly pinned?: readonly string[];
}

export function Legend({ networks, pinned = [] }: Props) {
  return (
    <ul className="legend">
      {networks.map(({ id }) => (
        <li key={id}>
          <LineSample id={id} />
          {shortName(id)}
        </li>
      ))}
      {pinned.map((name, i) => (
        // Two may have one name.
        <li key={i} className="of-pin" title={name}>
          Pinned, faint: {name}
        </li>
      ))}
    </ul>
  );
}
