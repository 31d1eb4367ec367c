/**
 * The one Trusted Types policy. Scripts, which here are workers, come from the page's own folder; nothing ever turns a string
 * into HTML or code, so that a text from a link or a file cannot become either (KaTeX builds elements).
 */
interface PolicyFactory {
  createPolicy(name: string, rules: { readonly createScriptURL: (address: string) => string }): unknown;
}

/** To the folder of `base`, and those in it. */
export function restrictScripts(base: string): void {
  const factory = (globalThis as { readonly trustedTypes?: PolicyFactory }).trustedTypes;
  factory?.createPolicy("default", {
    createScriptURL: (address) => {
      const { href } = new URL(address, base);
      if (!href.startsWith(new URL(".", base).href))
        throw new TypeError(`A script from outside this page was refused: ${href}`);
      return href;
    },
  });
}
