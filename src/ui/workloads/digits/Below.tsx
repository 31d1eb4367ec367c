/** Suggestions, published results, and the user's table. */
import { OwnTable } from "./OwnTable.tsx";
import { Folded } from "../../parts/Folded.tsx";

export function Below() {
  return (
    <>
      <Folded title="What to look at">
        <ul>
          <li>
            <b>Shared and own rates.</b> At one small rate DLN and C-DLN ended ahead of Plain on our five
            seeds. When each network has its own rate, Plain ended ahead after these 400 steps. Switch the
            learning rates and compare.
          </li>
          <li>
            <b>Compression.</b> C-DLN trains a block of width r̂ instead of the full one. It starts from the
            first gradient of the DLN. With thousands of digits it ended near DLN. With a hundred it ended 2.4
            points behind, 1 point behind and 0.4 points ahead on three sets of five seeds.
          </li>
          <li>
            <b>Over operations.</b> Draw the curves over operations. At the shared rate a block gains per
            step, but each step costs more. With as many operations as DLN, Plain was ahead on average.
          </li>
          <li>
            <b>The floor.</b> All singular values of the block start at s to the power of the depth. Ten
            classes lift nine of them.
          </li>
          <li>
            <b>Leaks.</b> Compare s = 0.25 with s = 1: do the updates leave the subspace of the first
            gradient?
          </li>
        </ul>
      </Folded>
      <Folded title="What the paper reports">
        <p>
          Kwon, Zhang, Song, Balzano and Qu (AISTATS 2024,{" "}
          <a href="https://arxiv.org/abs/2311.05061">arXiv 2311.05061</a>) train on FashionMNIST, which is
          another data set, in a setting that their published code does not contain. They report accuracy .894
          for the plain network, .902 with the block and .901 with the compressed block, in 153, 260 and 114
          seconds. Each value is the end of a single curve. The digits here are MNIST, © Yann LeCun and
          Corinna Cortes, CC BY-SA 3.0.
        </p>
      </Folded>
      <OwnTable />
    </>
  );
}
