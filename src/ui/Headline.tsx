/** The run on the screen in a few sentences. */
import { headline } from "../store/headline.ts";
import { usePlayground } from "./context.ts";
import { ReproducedText } from "./Reproduced.tsx";

export function HeadlineText() {
  const run = usePlayground((state) => state.run);
  const networks = usePlayground((state) => state.networks);
  const step = usePlayground((state) => state.step);
  if (!run) return null;
  const { result, cost, simpler } = headline(run, networks, step);
  return (
    <section className="headline" aria-label="Result so far">
      <p className="result">{result}</p>
      {simpler && <p className="result simpler">{simpler}</p>}
      <p className="cost">{cost}</p>
      <ReproducedText />
    </section>
  );
}
