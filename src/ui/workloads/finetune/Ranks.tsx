/** Shows how many directions each method uses, compared with the given rank and the planted rank. */
import { Fragment, useState } from "react";
import { effectiveRank, LEAST_SIGMA, numericalRank } from "../../../store/kinds/finetune.ts";
import { InfoTip } from "../../controls/inputs/InfoTip.tsx";
import { ModelSample } from "../../parts/LineSample.tsx";
import { RowsTable } from "../../parts/RowsTable.tsx";
import { usePage, useShownModels } from "../../parts/context.ts";
import {
  matricesOf,
  movedByAll,
  plantText,
  totalText,
  useLabConfig,
  useSeedNote,
  useUpdates,
  type MatrixName,
} from "./facts.ts";
import { Select } from "../../parts/Select.tsx";

/** Number of directions computed for an update of all weights. */
const KEPT = 16;
const LARGE = 1e-2;
const SMALL = 1e-4;
/** Without planted matrices, the view opens on the first of these that every method that trains it has moved. */
const OTHERS = ["o", "q", "k", "v", "f1", "f2"] as const;
const ANGLES = { toPlant: "Angle\u00a0to planted", toGradient: "Angle\u00a0to gradient" } as const;

const formatAngle = (degrees = NaN): string => (Number.isFinite(degrees) ? `${degrees.toFixed(0)}°` : "–");

export function Ranks() {
  const { looks } = usePage();
  const config = useLabConfig();
  const models = useShownModels();
  const updates = useUpdates();
  const seedNote = useSeedNote();
  const [chosen, choose] = useState<MatrixName>();
  // The matrix on which the view opened. It stays while the methods move other matrices.
  const [opened, open] = useState<MatrixName>();
  if (!config) return null;
  const { task, sites, rank } = config;
  const isPlanted = task === "planted";
  const layers = isPlanted ? ([1] as const) : ([1, 0] as const);
  const matrices = layers.flatMap((layer) =>
    matricesOf(layer).map(({ name, title }) => ({
      name,
      title: isPlanted ? title : `${title}, layer ${layer}`,
    })),
  );
  const usual = (isPlanted && sites.length > 0 ? sites : OTHERS).map((kind): MatrixName => `1.${kind}`);
  const first =
    opened && usual.includes(opened)
      ? opened
      : movedByAll(
          usual,
          models.map(({ id }) => updates(id)),
        );
  if (first !== opened) open(first);
  const shown = [chosen, first, usual[0]]
    .map((wanted) => matrices.find(({ name }) => name === wanted))
    .find((matrix) => matrix !== undefined);
  if (!shown) return null;
  const hasPlant = isPlanted && sites.some((site) => shown.name === `1.${site}`);
  const rows = models.map(({ id }) => {
    const view = updates(id);
    const sigma = view?.sigma[shown.name] ?? [];
    const isTrained = (sigma[0] ?? 0) >= LEAST_SIGMA;
    return {
      id,
      sigma: isTrained ? sigma : [],
      planted: view?.planted[shown.name] ?? [],
      toPlant: isTrained ? view?.toPlant[shown.name] : undefined,
      toGradient: isTrained ? view?.toGradient[shown.name] : undefined,
    };
  });
  const angles = (["toPlant", "toGradient"] as const).filter((key) =>
    rows.some((row) => row[key] !== undefined),
  );
  const planted = rows[0]?.planted ?? [];
  const wanted = planted.length > 0 ? effectiveRank(planted) : 0;
  const nameOf = (id: string): string => looks[id]?.name ?? id;
  const told = plantText(
    planted,
    rows.map(({ id, sigma, toPlant }) => ({ name: nameOf(id), sigma, toPlant })),
  );
  const total = totalText(models.map(({ id }) => ({ name: nameOf(id), view: updates(id) })));
  const most = Math.max(rank, wanted, ...rows.map(({ sigma }) => sigma.length));
  return (
    <section className="panel ranks" aria-labelledby="ranks-title">
      <div className="panel-head spread">
        <h2 id="ranks-title">Rank of ΔW</h2>
        <Select
          aria-label="Matrix"
          options={matrices.map(({ name, title }) => ({ id: name, name: title }))}
          chosen={shown.name}
          onChoose={choose}
        />
        <div className="chart-info">
          <InfoTip about="these ranks">
            <span>
              The bars show the effective rank: the exponential of the entropy of the singular values. The
              dashed line marks the effective rank of the planted change. The numbers beside the bars count
              the singular values above 1 % and above 0.01 % of the largest. For an update of all weights,
              only the {KEPT} largest singular values are computed. An update whose largest singular value is
              below 10⁻³ has no numbers here.
            </span>
            {hasPlant && <span>{told}</span>}
            <span>
              Each angle is between ΔW and the planted directions, or between ΔW and the first gradient’s r
              leading directions. At 0° ΔW uses no other directions than these; at 90° it uses none of them.
            </span>
          </InfoTip>
        </div>
      </div>
      <div className="scroller" role="region" aria-label={`Ranks, ${shown.title}`} tabIndex={0}>
        <RowsTable
          className="rank-table"
          heads={[
            "Method",
            "Effective rank",
            "Values >\u00a01\u00a0%",
            "> 0.01\u00a0%",
            ...angles.map((key) => ANGLES[key]),
          ]}
          rows={rows.map((row) => {
            const { id, sigma } = row;
            const effective = effectiveRank(sigma);
            return {
              name: id,
              head: (
                <>
                  <ModelSample id={id} />
                  {looks[id]?.name}
                </>
              ),
              cells: [
                <Fragment key="effective">
                  <span className="meter">
                    <span
                      className="meter-fill"
                      style={{
                        width: `${(100 * (Number.isFinite(effective) ? effective : 0)) / most}%`,
                        background: looks[id]?.colour,
                      }}
                    />
                    {wanted > 0 && (
                      <span className="meter-mark" style={{ left: `${(100 * wanted) / most}%` }} />
                    )}
                  </span>
                  <b>{Number.isFinite(effective) ? effective.toFixed(1) : "–"}</b>
                </Fragment>,
                ...[LARGE, SMALL].map((share) => (sigma.length > 0 ? numericalRank(sigma, share) : "–")),
                ...angles.map((key) => formatAngle(row[key])),
              ],
            };
          })}
        />
      </div>
      {isPlanted && (
        <p className="note">
          {!hasPlant && "Nothing is planted in this matrix. "}
          {total}
          {seedNote}
        </p>
      )}
      {!isPlanted && seedNote && <p className="note">{seedNote}</p>}
    </section>
  );
}
