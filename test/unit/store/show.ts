import type { RunData, ModelData } from "../../../src/store/run-data.ts";

/** Gives a run's data some views, and shows them at once. */
export function show<M extends ModelData>(data: RunData<M>, ...taken: Parameters<RunData<M>["take"]>): void {
  data.take(...taken);
  data.publish();
}
