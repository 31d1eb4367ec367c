/** Sentences about clients and rounds that take no part in training. They follow from the seed. */
import type { FedBuilt } from "./build.ts";
import { drawnIn } from "./schedule.ts";

const list = (numbers: readonly number[]): string => numbers.map((n) => n + 1).join(", ");

/** Clients and rounds are counted from 1. */
export function remarks(built: Pick<FedBuilt, "config" | "clients" | "kinds">): string[] {
  const { config, clients, kinds } = built;
  const out: string[] = [];
  const of = (test: (train: readonly number[]) => boolean): number[] =>
    clients.flatMap(({ train }, k) => (test(train) ? [k] : []));
  const empty = of((train) => train.length === 0);
  if (empty.length > 0)
    out.push(
      `Without sentences, and therefore never drawn: ${empty.length === 1 ? "client" : "clients"} ${list(empty)}. A larger β spreads the sentences more evenly.`,
    );
  // Kinds alternate between the two labels.
  const single = of(
    (train) => train.length > 0 && new Set(train.map((s) => (kinds[s] as number) % 2)).size === 1,
  );
  if (single.length > 0)
    out.push(
      `With sentences of one label alone: ${single.length === 1 ? "client" : "clients"} ${list(single)}. ${single.length === 1 ? "It trains" : "They train"} as all others do.`,
    );
  const rounds = Array.from({ length: config.steps }, (_, t) => t).filter((t) =>
    drawnIn(built, t).every(({ dropsOut }) => dropsOut),
  );
  if (rounds.length > 0)
    out.push(
      `All drawn clients dropped out in ${rounds.length === 1 ? "round" : "rounds"} ${list(rounds)}. The server keeps its layers there, and the next round goes on.`,
    );
  return out;
}

/** About clients that diverged; undefined if none did. */
export function divergenceRemark(divergences: readonly number[]): string | undefined {
  const diverged = [...divergences.keys()].filter((k) => (divergences[k] as number) > 0);
  if (diverged.length === 0) return undefined;
  return `Diverged, and left out of the average of that round: ${diverged.length === 1 ? "client" : "clients"} ${list(diverged)}. A smaller learning rate helps.`;
}
