/** The singular values of each method's updates at the end of a run, beside those of the planted update. */
import { usePage } from "../../../parts/context.ts";
import { matricesOf, updatesOf, usedDirections } from "../facts.ts";
import { useOutcome } from "../../../lessons/parts/lesson-context.ts";
import { ModelKeys } from "../../../lessons/parts/MetricCurves.tsx";

const LOW = 1e-3;
const HIGH = 100;
const SHOWN_MAX = 16;
const HEIGHT = 40;
const WIDTH = 48;
/** Room for half a dot at the edges. */
const MARGIN = 2;

const down = (value: number): number =>
  (HEIGHT * Math.log(HIGH / Math.min(HIGH, Math.max(LOW, value)))) / Math.log(HIGH / LOW);

export function UpdateValues({ setup }: { readonly setup: string }) {
  const { looks } = usePage();
  const outcome = useOutcome(setup);
  if (!outcome) return null;
  const views = outcome.models.flatMap(({ id }) => {
    const view = updatesOf(outcome, id);
    return view ? [{ id, view, used: usedDirections(view) }] : [];
  });
  const planted = views[0]?.view.planted ?? {};
  return (
    <figure className="lesson-figure update-values" aria-label="Singular values of the updates">
      <div className="columns">
        {matricesOf(1).map(({ name, title }) => (
          <div key={name}>
            <svg
              viewBox={`${-MARGIN} ${-MARGIN} ${WIDTH + 2 * MARGIN} ${HEIGHT + 2 * MARGIN}`}
              role="img"
              aria-label={`${title}: ${views.map(({ id, used }) => `${looks[id]?.name} uses ${used.get(name) ?? 0}`).join(", ")}`}
            >
              {(planted[name] ?? []).map((value, i) => (
                <line
                  key={i}
                  stroke="var(--muted)"
                  strokeDasharray="3 2"
                  strokeWidth="0.8"
                  x1="0"
                  x2={WIDTH}
                  y1={down(value)}
                  y2={down(value)}
                />
              ))}
              {views.map(({ id, view }) =>
                (view.sigma[name] ?? [])
                  .slice(0, SHOWN_MAX)
                  .map((value, i) =>
                    value >= LOW ? (
                      <circle
                        key={`${id} ${i}`}
                        data-term={id}
                        cx={(WIDTH * (i + 0.5)) / SHOWN_MAX}
                        cy={down(value)}
                        r="1.4"
                        style={{ fill: looks[id]?.colour }}
                      />
                    ) : null,
                  ),
              )}
            </svg>
            <p>
              {title}
              {views.map(({ id, used }) => (
                <span key={id} data-term={id} style={{ color: looks[id]?.colour }}>
                  {" "}
                  <b>{used.get(name) ?? "–"}</b>
                </span>
              ))}
            </p>
          </div>
        ))}
      </div>
      <figcaption>
        Singular values of ΔW in the six matrices, on one logarithmic axis from {LOW} to {HIGH}. Dashed lines:
        the teacher’s. The numbers count the values above 1 % of the method’s largest in any matrix:{" "}
        <ModelKeys ids={views.map(({ id }) => id)} />
      </figcaption>
    </figure>
  );
}
