/** Chooses the network that a view shows. */
import type { NetworkName } from "../../../../workloads/mf/config/fields.ts";
import { shortName, type LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { Select } from "../../../parts/Select.tsx";

interface Props {
  readonly networks: LoadedRun["models"];
  readonly chosen: NetworkName;
  readonly onChoose: (id: NetworkName) => void;
}

export function NetworkSelect({ networks, chosen, onChoose }: Props) {
  return (
    <Select
      aria-label="Network"
      options={networks.map(({ id }) => ({ id, name: shortName(id) }))}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}
