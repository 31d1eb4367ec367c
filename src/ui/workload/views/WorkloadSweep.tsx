/** The sweep of a workload with named metrics. */
import { useMemo } from "react";
import { suggestedValues } from "../../../experiment/sweep-setup.ts";
import { metricQuantity, TIME } from "../../../store/jobs/sweep-result.ts";
import { planSweep, sweptFields } from "../../../store/sweep.ts";
import type { Config } from "../../../store/state.ts";
import { ExampleList } from "../../sweep/Examples.tsx";
import { SweepContext, type ExamplesProps, type SweepPage } from "../../sweep/sweep-page.ts";
import { SweepSheet } from "../../sweep/SweepSheet.tsx";
import type { ViewProps } from "../../views/views.ts";
import { usePage, useWorkload, useWorkloadActions } from "../context.ts";

function Examples(props: ExamplesProps) {
  const { sweeps = [] } = usePage();
  const { choosePreset, pause } = useWorkloadActions();
  return (
    <ExampleList
      {...props}
      examples={sweeps}
      open={(example) => {
        pause();
        choosePreset(example);
      }}
    />
  );
}

export function WorkloadSweep(props: ViewProps) {
  const page = usePage();
  const config = useWorkload((state) => state.config);
  const backend = useWorkload((state) => state.backend);
  const { pause } = useWorkloadActions();
  const sweep = useMemo((): SweepPage => {
    const fields = sweptFields(page).filter(({ name }) => page.applies(name, config));
    const find = (key: string) => fields.find((field) => field.key === key);
    const [first, ...others] = page.quantities.map(({ id, label, format, scale }) =>
      metricQuantity(id, `${label} at the end`, { format, scale: scale === "log" ? "log" : "linear" }),
    );
    return {
      id: page.id,
      backend,
      pause,
      fields,
      canVary: (key) => find(key) !== undefined,
      suggested(key) {
        const field = find(key);
        return field ? suggestedValues(field, config) : [];
      },
      plan: (setup) => planSweep(page, config, setup),
      axisName: ({ key }) => find(key)?.label ?? key,
      valueName: ({ key }, value) => page.words[find(key)?.name ?? ""]?.[value] ?? value,
      ...(page.sweeps ? { Examples } : {}),
      modelsOf: (one) => (one as Config)[page.modelsField] as readonly string[],
      looks: page.looks,
      quantities: [first as NonNullable<typeof first>, ...others, ...(page.sweepQuantities ?? []), TIME],
    };
  }, [page, config, backend, pause]);
  return (
    <SweepContext value={sweep}>
      <SweepSheet {...props} />
    </SweepContext>
  );
}
