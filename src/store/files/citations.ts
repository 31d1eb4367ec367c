/** BibTeX entries of the papers whose results are shown, and of the page. */
export const bibtex = (version: string, address: string): string => `@inproceedings{yaras2024compressible,
  title     = {Compressible Dynamics in Deep Overparameterized Low-Rank Learning \\& Adaptation},
  author    = {Yaras, Can and Wang, Peng and Balzano, Laura and Qu, Qing},
  booktitle = {Proceedings of the 41st International Conference on Machine Learning},
  year      = {2024},
  url       = {https://arxiv.org/abs/2406.04112}
}

@article{yaras2023law,
  title   = {The Law of Parsimony in Gradient Descent for Learning Deep Linear Networks},
  author  = {Yaras, Can and Wang, Peng and Hu, Wei and Zhu, Zhihui and Balzano, Laura and Qu, Qing},
  journal = {arXiv preprint arXiv:2306.01154},
  year    = {2023},
  url     = {https://arxiv.org/abs/2306.01154}
}

@inproceedings{kwon2024efficient,
  title     = {Efficient Low-Dimensional Compression of Overparameterized Models},
  author    = {Kwon, Soo Min and Zhang, Zekai and Song, Dogyoon and Balzano, Laura and Qu, Qing},
  booktitle = {Proceedings of the 27th International Conference on Artificial Intelligence and Statistics},
  year      = {2024},
  url       = {https://arxiv.org/abs/2311.05061}
}

@inproceedings{liu2024fisher,
  title     = {Fisher Information-based Efficient Curriculum Federated Learning with Large Language Models},
  author    = {Liu, Ji and Ren, Jiaxiang and Jin, Ruoming and Zhang, Zijie and Zhou, Yang and Valduriez, Patrick and Dou, Dejing},
  booktitle = {Proceedings of the 2024 Conference on Empirical Methods in Natural Language Processing},
  year      = {2024},
  url       = {https://arxiv.org/abs/2410.00131}
}

@software{dmfplayground,
  title   = {{DMF Playground}},
  author  = {{The DMF Playground authors}},
  version = {${version}},
  year    = {2026},
  url     = {${address}}
}
`;
