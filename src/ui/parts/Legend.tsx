/** Networks by name, each with its line. The names of the pinned runs follow, whose lines are fainter. */
import type { NetworkName } from "../../experiment/experiment.ts";
import { shortName } from "../../store/run/headline.ts";
import { LineSample, LookSample } from "./LineSample.tsx";
import { LINE_STYLES } from "./networks.ts";

interface Props {
  readonly networks: readonly { readonly id: NetworkName }[];
  /** Whether the chart has the thinner lines of train errors. */
  readonly hasTrain?: boolean;
  readonly pinned?: readonly string[];
}

export function Legend({ networks, hasTrain = false, pinned = [] }: Props) {
  return (
    <ul className="legend">
      {networks.map(({ id }) => (
        <li key={id} title={LINE_STYLES[id].about}>
          <LineSample id={id} />
          {shortName(id)}
        </li>
      ))}
      {hasTrain && (
        <li title="Thin lines show the train error, in each network’s colour">
          <span className="thin-lines">
            {networks.slice(0, 3).map(({ id }) => (
              <LookSample key={id} look={{ colour: LINE_STYLES[id].colour, width: 1 }} />
            ))}
          </span>
          train error
        </li>
      )}
      {pinned.map((name, i) => (
        // The index is part of the key, because two pins may have the same name.
        <li key={i} className="of-pin" title={name}>
          Pinned, faint: {name}
        </li>
      ))}
    </ul>
  );
}
