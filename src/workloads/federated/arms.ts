/**
 * The arms are the ways to train that a run compares. Arms differ in the order of a client's sentences, the
 * layers that the server averages, and the mask.
 */
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
  readonly isMasked?: true;
  /**
   * The server averages A and B separately unless another way is named. `frozen`: A stays as it is, so the average of B
   * gives the average of B A. `exact`: the rest, mean(BA) − mean(B) mean(A), is added to the arm's frozen weights.
   */
  readonly averaging?: "frozen" | "exact";
}

const arm = (
  label: string,
  order: Order,
  layers: GlobalLayers,
  rest: Partial<Pick<Arm, "isMasked" | "averaging">> = {},
): Arm => ({ label, order, layers, ...rest });
const isMasked = { isMasked: true } as const;

export const ARMS = {
  fedavg: arm("FedAvg-LoRA", "shuffled", "every"),
  ffa: arm("FFA-LoRA", "shuffled", "every", { averaging: "frozen" }),
  exact: arm("Exact averaging", "shuffled", "every", { averaging: "exact" }),
  curriculum: arm("+ curriculum", "easy", "every"),
  sentences: arm("+ curriculum of sentences", "sentences", "every"),
  global: arm("+ global layers", "shuffled", "important"),
  masked: arm("+ masked local rows", "shuffled", "important", isMasked),
  all: arm("All (FibecFed-style)", "easy", "important", isMasked),
  randomLayers: arm("All, random layers", "easy", "random", isMasked),
  randomOrder: arm("All, random order", "random", "important", isMasked),
  reversed: arm("All, reversed order", "hard", "important", isMasked),
  head: arm("Head only", "shuffled", "none"),
};
export type ArmId = keyof typeof ARMS;
export const ARM_IDS = Object.keys(ARMS) as readonly ArmId[];

/** Whether the arm needs the difficulties. */
export const isScored = ({ order }: Arm): boolean => order !== "shuffled" && order !== "random";
