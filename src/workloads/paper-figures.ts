/** Each figure and table of two papers, with the claims that test it. Their states follow from the claims and their records. */
import type { Claim, ClaimText } from "../experiment/claims/claim.ts";
import { recordedVerdict, type ClaimRecord } from "../experiment/claims/record.ts";

interface PaperFigure {
  readonly paper: "Law" | "Yaras" | "Kwon";
  /** The authors' own name, of a notebook, a script or a stored picture, and what it shows. */
  readonly figure: string;
  readonly claims: readonly string[];
  readonly missing?: string;
}

const BERT = "needs BERT, which is too large for a page";

/** A figure, the ids of the claims that test its sentence or a part of it, and what is missing, or why there is no claim. */
const of =
  (paper: PaperFigure["paper"]) =>
  (figure: string, claims: readonly string[], missing?: string): PaperFigure => ({
    paper,
    figure,
    claims,
    ...(missing !== undefined && { missing }),
  });
const [law, yaras, kwon] = [of("Law"), of("Yaras"), of("Kwon")];

const PAPER_FIGURES: readonly PaperFigure[] = [
  law("fig_compare_depth: depth and width in completion", ["depth", "width"]),
  yaras(
    "intro.py, three panels: spectra of all updates of BERT, their subspaces over time, the loss",
    ["deep-lora-updates"],
    "BERT, the loss, and the subspaces over time; a mean cosine of the updates’ leading directions with their last ones is drawn, but not judged",
  ),
  law("fig_thm: singular values and vectors of a layer over time", ["theorem"]),
  yaras("fig_equiv_traj_L2: paths of factorization, with and without compression", [
    "equal-path",
    "path-components",
  ]),
  yaras("fig_equiv_traj_mc: paths of completion, γ = .01 and 0", ["completion-path", "path-components"]),
  law("fig_compare_iteration_time: compressed against narrow", ["narrow-vs-compressed"]),
  yaras(
    "stsb_fewshot.py: STS-B with 16, 64 and 256 samples",
    ["deep-lora-plant-one", "deep-lora-sts"],
    "16 samples of STS-B; “deep-lora-plant-one” has 16 sentences of a planted task",
  ),
  yaras("stsb_save_checkpoint.py: histogram of the updates’ ranks", ["deep-lora-updates"]),
  yaras("stsb_varying_rank.py: STS-B over r", ["deep-lora-plant-rank"], "over r"),
  yaras("stsb_narrow.py: wide, narrow and compressed Deep LoRA", ["deep-lora-widths"]),
  yaras("glue_fewshot.py, a table: GLUE with few samples", [], BERT),
  yaras(
    "nlg_fewshot.py, a table: texts from T5 with few samples",
    [],
    "needs T5, which is too large for a page",
  ),
  kwon("traj_mc: completion", ["kwon-mc"]),
  kwon("traj_mf: factorization", ["kwon-mf"]),
  kwon("traj_ms: sensing", ["kwon-ms"]),
  kwon("mc_depth_effect: depth in completion", ["kwon-depth"]),
  kwon("ablation_dlr_mc: the rate scale α", ["kwon-alpha"]),
  kwon("the theorem: smaller at every t (no picture stored)", ["kwon-smaller"], "the theorem itself"),
  kwon(
    "power_method: the outer layers’ directions",
    ["kwon-pc"],
    "the alignment at the end is shown, but not judged",
  ),
  kwon(
    "incremental_mf, _mc, _ms (r = 10): singular values learned one by one",
    ["incremental"],
    "completion and sensing",
  ),
  kwon("orig_e2e_svals: singular values of the product", ["incremental"]),
  kwon("comp_dln_mf_r10_bm: beside Burer–Monteiro", ["burer-monteiro"]),
  kwon(
    "comp_dln_mf_r10_nobm, comp_dln_mc_r10: the compressed network, r = 10",
    [],
    "the notebook of the first is not stored, so its size and η are not known; “kwon-mf” has r = 10 at the size of traj_mf, “kwon-depth” completion with r = 10",
  ),
  kwon("comp_dln_mf_r5_bm, _rank_bm, _ubrank_nobm: r = 5, with r̂ = r and larger", [], "not run"),
  kwon(
    "error_plot_ms_r3, _r10: errors of sensing",
    [],
    "not run; “kwon-ms” has r = 3 with d = 64 and N = 760, and r = 5 with --full",
  ),
  kwon("error_plot_ml100k_r10: film ratings", ["ratings"]),
  kwon(
    "FashionMNIST_Accs: multilayer perceptron",
    ["digits-same-rate", "digits-own-rate", "digits-compressed"],
    "FashionMNIST; we train on MNIST",
  ),
  kwon("vision transformers (no picture stored)", [], "too large for a page"),
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
