import { expect, it } from "vitest";
import {
  EMBED_PARTS,
  embedAddress,
  embedCode,
  readEmbed,
  type EmbedOptions,
} from "../../../src/ui/embed/options.ts";

const LINK = "https://example.org/dmf/#v=2&data=random&d=24";
const all: EmbedOptions = { hidden: new Set(), plays: true, theme: "system" };
/** The default if the address names no parts. */
const usual: EmbedOptions = { ...all, hidden: new Set(["diagram"]) };

it.each<EmbedOptions>([
  all,
  usual,
  { hidden: new Set(EMBED_PARTS), plays: false, theme: "dark" },
  { hidden: new Set(["chart", "rank"]), plays: true, theme: "light" },
])("an embed's address is read as it was written (%#)", (options) => {
  const address = new URL(embedAddress(LINK, options));
  expect(address.hash).toBe(new URL(LINK).hash);
  expect(readEmbed(address.search)).toEqual(options);
});

it("an ordinary page is no embed, and an embed ignores unknown options", () => {
  expect(readEmbed("")).toBeUndefined();
  expect(readEmbed("?embed=0&hide=chart")).toBeUndefined();
  expect(readEmbed("?embed=1&hide=chart,<b>,,&theme=neon&play=maybe")).toEqual({
    ...all,
    hidden: new Set(["chart", "diagram"]),
  });
});

it("writes hidden parts readably, and leaves out defaults", () => {
  expect(embedAddress(LINK, usual)).toBe("https://example.org/dmf/?embed=1#v=2&data=random&d=24");
  expect(embedAddress(LINK, { ...all, hidden: new Set(["headline", "rank"]) })).toContain(
    "?embed=1&hide=headline,rank&show=diagram#",
  );
});

it("escapes whatever stands in an attribute", () => {
  const code = embedCode(`${LINK}"><script>`, { width: 600, height: 400 }, `"T" & <i>`);
  expect(code).toContain(
    'src="https://example.org/dmf/#v=2&amp;data=random&amp;d=24&quot;&gt;&lt;script&gt;"',
  );
  expect(code).toContain('title="&quot;T&quot; &amp; &lt;i&gt;"');
  expect(code.match(/[<>]/g)).toHaveLength(4);
});
