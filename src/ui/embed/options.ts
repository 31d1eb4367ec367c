/** An embed's options, before the experiment's #: `?embed=1`, `&hide=` and `&show=` for parts, `&play=0`, `&theme=`. */
import { THEMES, type Theme } from "../../store/preferences.ts";

export const EMBED_PARTS = ["headline", "chart", "diagram", "pictures", "rank", "controls"] as const;
export type EmbedPart = (typeof EMBED_PARTS)[number];
/** These parts appear only on request, so that earlier embeds do not change. */
const SHOWN_ON_REQUEST: ReadonlySet<EmbedPart> = new Set(["diagram"]);

export interface EmbedOptions {
  readonly hidden: ReadonlySet<EmbedPart>;
  /** Whether training starts by itself, unless the reader prefers reduced motion. */
  readonly plays: boolean;
  /** `system` follows the reader's setting. */
  readonly theme: Theme;
}

export interface EmbedSize {
  readonly width: number;
  readonly height: number;
}

/** Range of a frame's width and height in pixels. The smallest width fits a narrow text column. */
export const EMBED_RANGE = { min: 320, max: 2000 } as const;

/** Undefined if the address asks for the whole page. Unknown options are ignored. */
export function readEmbed(search: string): EmbedOptions | undefined {
  const asked = new URLSearchParams(search);
  if (asked.get("embed") !== "1") return undefined;
  const hidden = (asked.get("hide") ?? "").split(",");
  const shown = (asked.get("show") ?? "").split(",");
  return {
    hidden: new Set(
      EMBED_PARTS.filter((part) =>
        SHOWN_ON_REQUEST.has(part) ? !shown.includes(part) : hidden.includes(part),
      ),
    ),
    plays: asked.get("play") !== "0",
    theme: THEMES.find((theme) => theme === asked.get("theme")) ?? "system",
  };
}

/** Turns an experiment's link into the address of its embed. */
export function embedAddress(link: string, { hidden, plays, theme }: EmbedOptions): string {
  const address = new URL(link);
  address.searchParams.set("embed", "1");
  const left = [...hidden].filter((part) => !SHOWN_ON_REQUEST.has(part));
  const added = [...SHOWN_ON_REQUEST].filter((part) => !hidden.has(part));
  if (left.length > 0) address.searchParams.set("hide", left.join(","));
  if (added.length > 0) address.searchParams.set("show", added.join(","));
  if (!plays) address.searchParams.set("play", "0");
  if (theme !== "system") address.searchParams.set("theme", theme);
  // A comma needs no escape, and the address is easier to read and edit without it.
  return address.href.replaceAll("%2C", ",");
}

/**
 * The frame may run its own scripts and worker, and open the whole page. It may not navigate the page that
 * contains it.
 */
export const EMBED_SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/** The HTML that the other page inserts. */
export function embedCode(address: string, { width, height }: EmbedSize, title: string): string {
  const attributes = {
    src: address,
    title,
    width: String(width),
    height: String(height),
    style: "border: 0; max-width: 100%",
    loading: "lazy",
    sandbox: EMBED_SANDBOX,
  };
  const text = Object.entries(attributes).map(([name, value]) => `${name}="${escapeAttribute(value)}"`);
  return `<iframe ${text.join(" ")}></iframe>`;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };
const escapeAttribute = (value: string): string =>
  value.replaceAll(/[&"<>]/g, (sign) => ESCAPES[sign] ?? sign);
