/** Messages about unusual clients and rounds, known from the seed before training, and about diverged clients. */
import type { FedBuilt } from "./build.ts";
import { drawnIn, hasOneLabel } from "./schedule.ts";

/** Lists clients or rounds, counted from 1. */
const list = (numbers: readonly number[]): string => numbers.map((n) => n + 1).join(", ");

/** The subject with its verb: `Client 3 has` or `Clients 3, 5 have`. */
const subject = (clients: readonly number[], one: string, several: string): string =>
  clients.length === 1 ? `Client ${list(clients)} ${one}` : `Clients ${list(clients)} ${several}`;

export function remarks(built: Pick<FedBuilt, "config" | "clients" | "kinds">): string[] {
  const { config, clients, kinds } = built;
  const out: string[] = [];
  const of = (test: (train: readonly number[]) => boolean): number[] =>
    clients.flatMap(({ train }, k) => (test(train) ? [k] : []));
  const empty = of((train) => train.length === 0);
  if (empty.length > 0)
    out.push(
      `${subject(empty, "has no sentences and is", "have no sentences and are")} never drawn. A larger β spreads the sentences more evenly.`,
    );
  // The planted task has no labels.
  const single = config.task === "planted" ? [] : of((train) => hasOneLabel(kinds, train));
  if (single.length > 0)
    out.push(
      `${subject(single, "has", "have")} sentences of one label only. Such a client trains like all others.`,
    );
  const rounds = Array.from({ length: config.steps }, (_, t) => t).filter((t) =>
    drawnIn(built, t).every(({ dropsOut }) => dropsOut),
  );
  if (rounds.length > 0)
    out.push(
      `All drawn clients drop out in ${rounds.length === 1 ? "round" : "rounds"} ${list(rounds)}. In such a round, the server keeps its layers, and training continues with the next round.`,
    );
  return out;
}

/** The message about diverged clients; undefined if none diverged. */
export function divergenceRemark(divergences: readonly number[]): string | undefined {
  const diverged = [...divergences.keys()].filter((k) => (divergences[k] as number) > 0);
  if (diverged.length === 0) return undefined;
  return `${subject(diverged, "diverged and was", "diverged and were")} left out of the average of that round. Lower the learning rate.`;
}
