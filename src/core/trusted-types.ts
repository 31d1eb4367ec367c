/**
 * The page's only Trusted Types policy. Scripts (here: workers) load from the page's own folder only. No string ever
 * becomes HTML or code, so text from a link or a file cannot inject any. (KaTeX builds elements.)
 */
interface PolicyFactory {
  createPolicy(name: string, rules: { readonly createScriptURL: (address: string) => string }): unknown;
}

/** Restricts scripts to the folder of `base` and its sub-folders. */
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
