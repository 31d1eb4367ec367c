/** Opens one of the lesson's experiments on the page and trains it. Where the page shows nothing, its curves follow. */
import { useLesson } from "./lesson-context.ts";
import { useLessonHost } from "./lesson-host.ts";
import { showsOf } from "../shown-part.ts";
import { MetricCurves } from "./MetricCurves.tsx";

export function RunIt({ setup }: { readonly setup: string }) {
  const found = useLesson().setups[setup];
  if (!found) throw new Error(`Bug: no set-up ${setup}`);
  const { run, place, State } = useLessonHost();
  return (
    <>
      <p className="run-it">
        <button type="button" className="primary" onClick={() => run(found.fields)}>
          Run: {found.name}
        </button>
        <span className="run-state">
          <State setup={found} />
        </span>
      </p>
      {/* Elsewhere the page shows these curves, or another figure. */}
      {showsOf(place) === "text" && <MetricCurves setup={setup} />}
    </>
  );
}
