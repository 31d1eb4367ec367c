/** Opens one of the lesson's experiments on the page and trains it. */
import { useLesson } from "./lesson-context.ts";
import { useLessonHost } from "./lesson-host.ts";

export function RunIt({ setup }: { readonly setup: string }) {
  const found = useLesson().setups[setup];
  if (!found) throw new Error(`Bug: no set-up ${setup}`);
  const { run, State } = useLessonHost();
  return (
    <p className="run-it row">
      <button type="button" className="primary" onClick={() => run(found.fields)}>
        Run: {found.name}
      </button>
      <span className="note">
        <State setup={found} />
      </span>
    </p>
  );
}
