/** The message about a claim's comparison. Its code loads with the first comparison. */
import { useMatrix } from "../context.ts";
import { lazily, Loading } from "../../../parts/lazily.tsx";

const Comparing = lazily(async () => (await import("./Comparing.tsx")).Comparing);

export function ComparisonLine() {
  const comparison = useMatrix((state) => state.comparison);
  return (
    comparison && (
      <Loading waiting={null}>
        <Comparing {...comparison} />
      </Loading>
    )
  );
}
