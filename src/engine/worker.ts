/** The engine's worker: the page's thread only draws. */
import { expose } from "comlink";
import { LocalEngine } from "./local-engine.ts";
import { fetchFile } from "./fetch-file.ts";

expose(new LocalEngine({ gpu: navigator.gpu, load: fetchFile }));
