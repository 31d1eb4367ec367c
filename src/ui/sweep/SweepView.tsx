/** The sweep of matrix factorization. */
import { useMemo } from "react";
import { ARM_KEY, armOf } from "../../experiment/claims/arms.ts";
import { NETWORK_NAMES, type Experiment } from "../../experiment/experiment.ts";
import {
  isSwept,
  plannedCells,
  suggestedValues,
  SWEPT_FIELDS,
  sweptField,
} from "../../experiment/sweep-setup.ts";
import { CLAIMS } from "../../store/claims.ts";
import { QUANTITIES } from "../../store/jobs/sweep-result.ts";
import { shortName } from "../../store/run/headline.ts";
import { labelOf, optionName } from "../controls/presentation.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { LINE_STYLES } from "../parts/networks.ts";
import type { ViewProps } from "../views/views.ts";
import { Examples } from "./Examples.tsx";
import { SweepContext, type SweepPage } from "./sweep-page.ts";
import { SweepSheet } from "./SweepSheet.tsx";

const FIXED = {
  id: "mf",
  fields: SWEPT_FIELDS.map((field) => ({ key: field.key, label: labelOf(field) })),
  canVary: isSwept,
  axisName({ key }) {
    if (key === ARM_KEY) return "Arm";
    const field = sweptField(key);
    return field ? labelOf(field) : key;
  },
  valueName({ key }, value) {
    if (key === ARM_KEY) return armOf(CLAIMS, value)?.run.label ?? value;
    const field = sweptField(key);
    return field ? optionName(field.name, value) : value;
  },
  modelsOf: (config) => (config as Experiment).networks,
  looks: Object.fromEntries(NETWORK_NAMES.map((id) => [id, { ...LINE_STYLES[id], name: shortName(id) }])),
  quantities: QUANTITIES,
  Examples,
} satisfies Partial<SweepPage>;

export function SweepView(props: ViewProps) {
  const experiment = usePlayground((state) => state.config);
  const backend = usePlayground((state) => state.backend);
  const { pause } = useActions();
  const page = useMemo(
    (): SweepPage => ({
      ...FIXED,
      backend,
      pause,
      suggested(key) {
        const field = sweptField(key);
        return field ? suggestedValues(field, experiment) : [];
      },
      plan: (setup) => plannedCells(experiment, setup, CLAIMS),
    }),
    [experiment, backend, pause],
  );
  return (
    <SweepContext value={page}>
      <SweepSheet {...props} />
    </SweepContext>
  );
}
