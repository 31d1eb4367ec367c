/** Works cited in the lessons. */
export const YARAS = {
  reference:
    "Yaras, Wang, Balzano, Qu: Compressible Dynamics in Deep Overparameterized Low-Rank Learning & Adaptation, ICML 2024",
  address: "https://arxiv.org/abs/2406.04112",
};
export const LAW = {
  reference:
    "Yaras, Wang, Hu, Zhu, Balzano, Qu: The Law of Parsimony in Gradient Descent for Learning Deep Linear Networks, 2023",
  address: "https://arxiv.org/abs/2306.01154",
};
export const ARORA = {
  reference: "Arora, Cohen, Hu, Luo: Implicit Regularization in Deep Matrix Factorization, NeurIPS 2019",
  address: "https://arxiv.org/abs/1905.13655",
};
export const SAXE = {
  reference:
    "Saxe, McClelland, Ganguli: Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, ICLR 2014",
  address: "https://arxiv.org/abs/1312.6120",
};
export const CANDES = {
  reference:
    "Candès, Recht: Exact Matrix Completion via Convex Optimization, Foundations of Computational Mathematics 2009",
  address: "https://arxiv.org/abs/0805.4471",
};
export const LORA = {
  reference: "Hu et al.: LoRA: Low-Rank Adaptation of Large Language Models, ICLR 2022",
  address: "https://arxiv.org/abs/2106.09685",
};
export const HERE = { reference: "Measured here, in this lesson’s runs" };
export const KWON = {
  reference:
    "Kwon, Zhang, Song, Balzano, Qu: Efficient Low-Dimensional Compression of Overparameterized Models, AISTATS 2024",
  address: "https://arxiv.org/abs/2311.05061",
};
export const GALORE = {
  reference:
    "Zhao, Zhang, Chen, Wang, Anandkumar, Tian: GaLore: Memory-Efficient LLM Training by Gradient Low-Rank Projection, ICML 2024",
  address: "https://arxiv.org/abs/2403.03507",
};
