/** Chooses the network that a view shows. */
import type { NetworkName } from "../../../../workloads/mf/config/fields.ts";
import { shortName } from "../../../../store/run/headline.ts";
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";

interface Props {
  readonly networks: LoadedRun["models"];
  readonly chosen: NetworkName;
  readonly onChoose: (id: NetworkName) => void;
}

export function NetworkSelect({ networks, chosen, onChoose }: Props) {
  return (
    <select
      aria-label="Network"
      value={chosen}
      onChange={(event) => onChoose(event.target.value as NetworkName)}
    >
      {networks.map(({ id }) => (
        <option key={id} value={id}>
          {shortName(id)}
        </option>
      ))}
    </select>
  );
}
