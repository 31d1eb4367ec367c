/** Runs the first lesson's computations in a worker. */
import { expose } from "comlink";
import { fetchFile } from "../../worker/resources.ts";
import { RankLab } from "./rank-lab.ts";

expose(new RankLab(fetchFile));
