/** Lists the advice on a field's current value, given the other settings. The list may be empty. */
import type { Experiment } from "../../../experiment/experiment.ts";
import { usePlayground } from "../../parts/context.ts";
import { useAdvice } from "../../parts/use-advice.ts";
import { Remedies } from "../../stage/Remedies.tsx";

interface Props {
  /** Id of the input that the advice describes. */
  readonly id: string;
  readonly field: keyof Experiment;
  /** Whether the message line shows the advice with its buttons, so that this text only describes the input. */
  readonly isShownElsewhere?: boolean;
}

export function AdviceList({ id, field, isShownElsewhere = false }: Props) {
  const code = useAdvice();
  const experiment = usePlayground((state) => state.config);
  const run = usePlayground((state) => state.run);
  const isRefuted = usePlayground((state) => code?.hasRecovered(state) === true);
  const advice = code
    ?.adviceFor(experiment, run)
    .filter((one) => one.field === field && !(isRefuted && one.kind === "warning"));
  return (
    <div id={`${id}-advice`} className={isShownElsewhere ? "visually-hidden" : "advice"}>
      {advice?.map(({ kind, text, remedies }) => (
        <p key={text} className={kind}>
          {kind === "warning" && <strong>Careful: </strong>}
          {text} {!isShownElsewhere && <Remedies remedies={remedies} />}
        </p>
      ))}
    </div>
  );
}
