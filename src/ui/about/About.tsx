/** What this page is and does with data, whose work is in it, and under which licences. */
import { LICENCES } from "virtual:licences";
import { t } from "../../store/text.ts";
import { Sheet } from "../Sheet.tsx";
import type { ViewProps } from "../views/views.ts";
import { useKept } from "./use-kept.ts";
import "../styles/about.css";

export function About({ onClose }: ViewProps) {
  const kept = useKept();
  return (
    <Sheet title={t("About")} className="about" onClose={onClose}>
      <section>
        <h3>{t("Your data stays here")}</h3>
        <p>
          {t(
            "Everything is computed in this browser. The page asks no other host for anything, sends nothing, counts no visits and sets no cookies. Pinned runs, predictions in lessons and what you prefer (colours, language, single keys) are kept in this browser’s storage.",
          )}
        </p>
        <p>
          {kept
            ? t("A copy is kept in this browser: the page opens without a network.")
            : t("No copy is kept in this browser yet: the page needs the network to open.")}
        </p>
      </section>
      <section>
        <h3>{t("Version")}</h3>
        <p>
          {t("DMF Playground {version}, MIT licence.", { version: import.meta.env.VITE_VERSION as string })}
        </p>
      </section>
      <section>
        <h3>{t("Data")}</h3>
        <p>
          {t(
            "Photographs: Adolphe Braun, French alpine landscape, and Timothy H. O’Sullivan, Black Cañon, Colorado River; digital images courtesy of the Getty’s Open Content Program, CC0 1.0. Positions of airports: vega-datasets, U.S. Government works.",
          )}
        </p>
      </section>
      <section>
        <h3>{t("What the page is built from")}</h3>
        <p>{t("{count} packages, each with its licence:", { count: LICENCES.length })}</p>
        <ul>
          {LICENCES.map(({ name, version, licence, text }) => (
            <li key={`${name} ${version}`}>
              <details>
                <summary>
                  {name} {version} <span>{licence}</span>
                </summary>
                <pre tabIndex={0}>{text || t("The package brings no text of its licence.")}</pre>
              </details>
            </li>
          ))}
        </ul>
      </section>
    </Sheet>
  );
}
