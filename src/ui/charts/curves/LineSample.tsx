/** A short piece of a model's line, for legends. */
import { LookSample } from "../../parts/LineSample.tsx";
import { usePage } from "../../workload/context.ts";

export function LineSample({ id }: { readonly id: string }) {
  const look = usePage().looks[id];
  return look && <LookSample term={id} look={look} />;
}
