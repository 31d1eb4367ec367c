/** What there is to know about the page, and whose work it shows. */
import { PAPER } from "./Header.tsx";
import { ViewButtons } from "./views/ViewButtons.tsx";

export function Footer() {
  return (
    <footer className="footer">
      <nav aria-label="About this page">
        <ViewButtons place="foot" />
      </nav>
      <p>
        After C. Yaras, P. Wang, L. Balzano, Q. Qu,{" "}
        <a href={PAPER}>
          <cite>Compressible Dynamics in Deep Overparameterized Low-Rank Learning &amp; Adaptation</cite>,
          ICML 2024, arXiv 2406.04112
        </a>
        . The compressed network of Kwon, Zhang, Song, Balzano and Qu is from{" "}
        <a href="https://arxiv.org/abs/2311.05061">arXiv 2311.05061</a>; “thin” is a variant of this
        playground.
      </p>
      <p>Photographs courtesy of the Getty’s Open Content Program. Everything is computed on this device.</p>
    </footer>
  );
}
