/** What there is to know about the page, and whose work it shows. */
import { t } from "../store/text.ts";
import { PAPER } from "./Header.tsx";
import { LanguageButtons } from "./LanguageButtons.tsx";
import { rich } from "./rich.tsx";
import { ViewButtons } from "./views/ViewButtons.tsx";

export function Footer() {
  return (
    <footer className="footer">
      <nav aria-label={t("About this page")}>
        <ViewButtons place="foot" />
        <LanguageButtons />
      </nav>
      <p>
        {rich(
          "After C. Yaras, P. Wang, L. Balzano, Q. Qu, {paper}. The compressed network of Kwon, Zhang, Song, Balzano and Qu is from {kwon}; “thin” is a variant of this playground.",
          {
            paper: (
              <a href={PAPER} translate="no">
                <cite>
                  Compressible Dynamics in Deep Overparameterized Low-Rank Learning &amp; Adaptation
                </cite>
                , ICML 2024, arXiv 2406.04112
              </a>
            ),
            kwon: (
              <a href="https://arxiv.org/abs/2311.05061" translate="no">
                arXiv 2311.05061
              </a>
            ),
          },
        )}
      </p>
      <p>
        {t(
          "Photographs courtesy of the Getty’s Open Content Program. Everything is computed on this device.",
        )}
      </p>
    </footer>
  );
}
