/** Each figure and table of two papers, with the claims that test it. Their states follow from the claims and their records. */
import type { Claim, ClaimText } from "../experiment/claims/claim.ts";
import { recordedVerdict, type ClaimRecord } from "../experiment/claims/record.ts";

interface PaperFigure {
  readonly paper: "Law" | "Yaras" | "Kwon";
  /** The authors' own name, of a notebook, a script or a stored picture, and what it shows. */
  readonly figure: string;
  /** Ids of the claims that test the figure's sentence, or a part of it. */
  readonly claims: readonly string[];
  /** What is missing, or why there is no claim. */
  readonly missing?: string;
}

const BERT = "needs BERT, which is too large for a page";

const PAPER_FIGURES: readonly PaperFigure[] = [
  {
    paper: "Law",
    figure: "fig_compare_depth: depth and width in completion",
    claims: ["depth", "width"],
  },
  {
    paper: "Yaras",
    figure: "intro.py, three panels: spectra of all updates of BERT, their subspaces over time, the loss",
    claims: ["deep-lora-updates"],
    missing:
      "BERT, the loss, and the subspaces over time; a mean cosine of the updates’ leading directions with their last ones is drawn, but not judged",
  },
  {
    paper: "Law",
    figure: "fig_thm: singular values and vectors of a layer over time",
    claims: ["theorem"],
  },
  {
    paper: "Yaras",
    figure: "fig_equiv_traj_L2: paths of factorization, with and without compression",
    claims: ["equal-path", "path-components"],
  },
  {
    paper: "Yaras",
    figure: "fig_equiv_traj_mc: paths of completion, γ = .01 and 0",
    claims: ["completion-path", "path-components"],
  },
  {
    paper: "Law",
    figure: "fig_compare_iteration_time: compressed against narrow",
    claims: ["narrow-vs-compressed"],
  },
  {
    paper: "Yaras",
    figure: "stsb_fewshot.py: STS-B with 16, 64 and 256 samples",
    claims: ["deep-lora-plant-one", "deep-lora-sts"],
    missing: "16 samples of STS-B; “deep-lora-plant-one” has 16 sentences of a planted task",
  },
  {
    paper: "Yaras",
    figure: "stsb_save_checkpoint.py: histogram of the updates’ ranks",
    claims: ["deep-lora-updates"],
  },
  {
    paper: "Yaras",
    figure: "stsb_varying_rank.py: STS-B over r",
    claims: ["deep-lora-plant-rank"],
    missing: "over r",
  },
  {
    paper: "Yaras",
    figure: "stsb_narrow.py: wide, narrow and compressed Deep LoRA",
    claims: ["deep-lora-widths"],
  },
  { paper: "Yaras", figure: "glue_fewshot.py, a table: GLUE with few samples", claims: [], missing: BERT },
  {
    paper: "Yaras",
    figure: "nlg_fewshot.py, a table: texts from T5 with few samples",
    claims: [],
    missing: "needs T5, which is too large for a page",
  },
  { paper: "Kwon", figure: "traj_mc: completion", claims: ["kwon-mc"] },
  { paper: "Kwon", figure: "traj_mf: factorization", claims: ["kwon-mf"] },
  { paper: "Kwon", figure: "traj_ms: sensing", claims: ["kwon-ms"] },
  { paper: "Kwon", figure: "mc_depth_effect: depth in completion", claims: ["kwon-depth"] },
  { paper: "Kwon", figure: "ablation_dlr_mc: the rate scale α", claims: ["kwon-alpha"] },
  {
    paper: "Kwon",
    figure: "the theorem: smaller at every t (no picture stored)",
    claims: ["kwon-smaller"],
    missing: "the theorem itself",
  },
  {
    paper: "Kwon",
    figure: "power_method: the outer layers’ directions",
    claims: ["kwon-pc"],
    missing: "the alignment at the end is shown, but not judged",
  },
  {
    paper: "Kwon",
    figure: "incremental_mf, _mc, _ms (r = 10): singular values learned one by one",
    claims: ["incremental"],
    missing: "completion and sensing",
  },
  { paper: "Kwon", figure: "orig_e2e_svals: singular values of the product", claims: ["incremental"] },
  { paper: "Kwon", figure: "comp_dln_mf_r10_bm: beside Burer–Monteiro", claims: ["burer-monteiro"] },
  {
    paper: "Kwon",
    figure: "comp_dln_mf_r10_nobm, comp_dln_mc_r10: the compressed network, r = 10",
    claims: [],
    missing:
      "the notebook of the first is not stored, so its size and η are not known; “kwon-mf” has r = 10 at the size of traj_mf, “kwon-depth” completion with r = 10",
  },
  {
    paper: "Kwon",
    figure: "comp_dln_mf_r5_bm, _rank_bm, _ubrank_nobm: r = 5, with r̂ = r and larger",
    claims: [],
    missing: "not run",
  },
  {
    paper: "Kwon",
    figure: "error_plot_ms_r3, _r10: errors of sensing",
    claims: [],
    missing: "not run; “kwon-ms” has r = 3 with d = 64 and N = 760, and r = 5 with --full",
  },
  { paper: "Kwon", figure: "error_plot_ml100k_r10: film ratings", claims: ["ratings"] },
  {
    paper: "Kwon",
    figure: "FashionMNIST_Accs: multilayer perceptron",
    claims: ["digits-same-rate", "digits-own-rate", "digits-compressed"],
    missing: "FashionMNIST; we train on MNIST",
  },
  {
    paper: "Kwon",
    figure: "vision transformers (no picture stored)",
    claims: [],
    missing: "too large for a page",
  },
];

interface FigureRow extends Pick<PaperFigure, "paper" | "figure"> {
  /** What the claims cover, in words. */
  readonly covered: string;
  readonly claims: readonly { readonly id: string; readonly verdict: string }[];
}

/** The state of each figure and table. `recordOf` returns undefined for a claim without a record. */
export function figureRows(
  claims: readonly (ClaimText & Pick<Claim, "judge">)[],
  recordOf: (id: string) => ClaimRecord | undefined,
): FigureRow[] {
  return PAPER_FIGURES.map(({ paper, figure, claims: ids, missing }) => {
    const own = claims.filter(({ id }) => ids.includes(id));
    const state =
      own.length === 0
        ? "no"
        : [...new Set(own.map((claim) => sizeOf(claim, recordOf(claim.id))))].join("; ");
    return {
      paper,
      figure,
      covered: missing === undefined ? state : `${state}${own.length === 0 ? ":" : "; missing:"} ${missing}`,
      claims: own.map((claim) => {
        const verdict = recordedVerdict(claim, recordOf(claim.id));
        return { id: claim.id, verdict: claim.whose === "control" ? `${verdict} (our control)` : verdict };
      }),
    };
  });
}

function sizeOf({ whose, full }: ClaimText, record: ClaimRecord | undefined): string {
  if (record?.verdict === "needs your file") return "needs your file";
  if (whose === "surrogate") return "surrogate";
  if (whose === "control") return "our control";
  return !full || record?.full ? "at the notebook’s size" : "at a smaller size";
}
