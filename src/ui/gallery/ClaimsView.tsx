/** The claims about this workload with our verdicts. */
import { useMemo } from "react";
import { CLAIMS } from "../../store/claims.ts";
import { ClaimsSheet } from "./Gallery.tsx";
import type { ViewProps } from "../views/views.ts";
import { usePage, useWorkloadActions } from "../workload/context.ts";

export function ClaimsView(props: ViewProps) {
  const { id } = usePage();
  const { pause } = useWorkloadActions();
  const claims = useMemo(() => CLAIMS.filter(({ codec }) => codec.id === id), [id]);
  return <ClaimsSheet {...props} title="The claims, checked" claims={claims} pause={pause} />;
}
