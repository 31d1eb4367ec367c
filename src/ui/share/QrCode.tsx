/** A link as a QR code, for a lecture hall. It is drawn as one path of squares. */
import createCode from "qrcode-generator";
import { useMemo } from "react";

/** Width of the quiet zone around the code, in modules. */
const QUIET = 2;

export function QrCode({ text }: { readonly text: string }) {
  const { path, size } = useMemo(() => draw(text), [text]);
  return (
    <div className="qr-screen row">
      <svg className="qr" viewBox={`${-QUIET} ${-QUIET} ${size + 2 * QUIET} ${size + 2 * QUIET}`} role="img">
        <title>QR code of the link</title>
        <path d={path} />
      </svg>
      {document.fullscreenEnabled && (
        <button type="button" onClick={({ currentTarget }) => void showAlone(currentTarget.parentElement)}>
          Fill the screen
        </button>
      )}
    </div>
  );
}

/** Shows the code as large as the screen, for the last row of a hall. */
async function showAlone(code: HTMLElement | null): Promise<void> {
  await (document.fullscreenElement ? document.exitFullscreen() : code?.requestFullscreen());
}

function draw(text: string): { readonly path: string; readonly size: number } {
  const code = createCode(0, "L");
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const squares: string[] = [];
  for (let row = 0; row < size; row++)
    for (let col = 0; col < size; col++) if (code.isDark(row, col)) squares.push(`M${col} ${row}h1v1h-1z`);
  return { path: squares.join(""), size };
}
