/** The worker of own data: files are read and decoded here, never on the page's thread. */
import { expose, transfer } from "comlink";
import { DataLab } from "./data-lab.ts";
import { decodeImage } from "./decode-image.ts";

class DataWorker extends DataLab {
  /** Hands the file over without a copy; nothing can be looked at after that. */
  override file() {
    const file = super.file();
    const { values, known, rgb } = file.matrix;
    const buffers = [values, known, rgb].flatMap((array) => (array ? [array.buffer] : []));
    return transfer(file, buffers);
  }
}

expose(new DataWorker(decodeImage));
