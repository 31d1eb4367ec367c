/** The worker for the user's data: reads and decodes files off the page's thread. */
import { expose, transfer } from "comlink";
import { DataLab } from "./data-lab.ts";
import { decodeImage } from "./decode-image.ts";

class DataWorker extends DataLab {
  /** Transfers the file without copying it. Afterwards the worker no longer has the file's values. */
  override file() {
    const file = super.file();
    const { values, known, rgb, cells } = file.matrix;
    const arrays = [values, known, rgb, cells?.starts, cells?.columns, cells?.values];
    const buffers = arrays.flatMap((array) => (array ? [array.buffer] : []));
    return transfer(file, buffers);
  }
}

expose(new DataWorker(decodeImage));
