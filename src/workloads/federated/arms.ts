/**
 * The arms are the ways to train that a run compares. Arms differ in the order of a client's sentences, the
 * layers that the server averages, and the mask.
 */
import type { ArmId } from "./config.ts";

/**
 * `shuffled` draws a new order in each pass, over all sentences. The other orders use a growing fraction of one fixed
 * order of the client's mini-batches or sentences. `sentences` is `easy` for sentences, whatever the others sort.
 */
type Order = "shuffled" | "easy" | "random" | "hard" | "sentences";

/** The adapters that the server averages; the others stay on the clients. `none` trains only the head. */
export type GlobalLayers = "every" | "important" | "random" | "none";

export interface Arm {
  readonly label: string;
  readonly order: Order;
  readonly layers: GlobalLayers;
  /** Whether clients train only some rows of B in local layers. */
  readonly isMasked: boolean;
  /**
   * The server averages A and B separately unless another way is named. `frozen`: A stays as it is, so the average of B
   * gives the average of B A. `exact`: the rest, mean(BA) − mean(B) mean(A), is added to the arm's frozen weights.
   */
  readonly averaging?: "frozen" | "exact";
}

export const ARMS: Readonly<Record<ArmId, Arm>> = {
  fedavg: { label: "FedAvg-LoRA", order: "shuffled", layers: "every", isMasked: false },
  ffa: { label: "FFA-LoRA", order: "shuffled", layers: "every", isMasked: false, averaging: "frozen" },
  exact: {
    label: "Exact averaging",
    order: "shuffled",
    layers: "every",
    isMasked: false,
    averaging: "exact",
  },
  sentences: { label: "+ curriculum of sentences", order: "sentences", layers: "every", isMasked: false },
  curriculum: { label: "+ curriculum", order: "easy", layers: "every", isMasked: false },
  global: { label: "+ global layers", order: "shuffled", layers: "important", isMasked: false },
  masked: { label: "+ masked local rows", order: "shuffled", layers: "important", isMasked: true },
  all: { label: "All (FibecFed-style)", order: "easy", layers: "important", isMasked: true },
  randomLayers: { label: "All, random layers", order: "easy", layers: "random", isMasked: true },
  randomOrder: { label: "All, random order", order: "random", layers: "important", isMasked: true },
  reversed: { label: "All, reversed order", order: "hard", layers: "important", isMasked: true },
  head: { label: "Head only", order: "shuffled", layers: "none", isMasked: false },
};

/** Whether the arm needs the difficulties. */
export const isScored = ({ order }: Arm): boolean => order !== "shuffled" && order !== "random";
