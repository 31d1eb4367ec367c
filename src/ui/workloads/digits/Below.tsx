/** Suggestions, published results, and the user's table. */
import { LookAt } from "../../controls/inputs/InfoTip.tsx";
import { Folded } from "../../parts/Folded.tsx";
import { OwnTable } from "./OwnTable.tsx";

const LOOK_AT = [
  {
    title: "Shared and own rates",
    line: "Switch the learning rates and compare.",
    more: "At one small rate DLN ended ahead of Plain on each of our ten seeds, by 1.2 points on average. When each network has its own rate, Plain ended 0.7 points ahead after these 400 steps.",
  },
  {
    title: "Compression",
    line: "C-DLN trains a block of width r̂, which starts from DLN’s first gradient.",
    more: "On average over ten seeds it ended 0.2 points behind DLN with 4,000 digits, 0.7 with 500, and 1.4 with 100.",
  },
  {
    title: "Over operations",
    line: "Draw the curves over operations: each step of a block costs more.",
    more: "At the shared rate a block gains per step. With as many operations as DLN, Plain was ahead on average.",
  },
  {
    title: "The floor",
    line: "All singular values of the block start at s to the power of the depth, and ten classes lift nine of them.",
  },
  {
    title: "Leaks",
    line: "Compare s = 0.25 with s = 1: do the updates leave the subspace of the first gradient?",
  },
] as const;

export function Below() {
  return (
    <>
      <LookAt items={LOOK_AT} />
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
