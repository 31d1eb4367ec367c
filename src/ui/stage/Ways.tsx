/** The remedies that an advice offers, as buttons. */
import type { Advice } from "../../store/advice/advice.ts";
import { useActions } from "../parts/context.ts";
import { WayButtons } from "../parts/WayButtons.tsx";

export function Ways({ ways }: Pick<Advice, "ways">) {
  return <WayButtons ways={ways} change={useActions().change} />;
}
