/**
 * The page's permissions, written once and used three times: in the headers of our own server, in a file for
 * hosts that read one, and in the page itself.
 */
import type { Plugin } from "vite";

const POLICY: Readonly<Record<string, string>> = {
  "default-src": "'none'",
  // Allows no inline script and no eval. Compiling WebAssembly is neither.
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self' blob: data:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "worker-src": "'self'",
  "manifest-src": "'self'",
  "frame-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": "default",
};

const inWords = (policy: Readonly<Record<string, string>>): string =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");

/**
 * Anyone may frame the page: embedding is intended, and the page holds no account that a disguised click could
 * misuse. Cross-origin isolation lets the CPU engine share memory between threads. It also protects a user's
 * file. Without it, the engine has one thread.
 */
export const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": inWords({ ...POLICY, "frame-ancestors": "*" }),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/**
 * Adds the policy to the build twice: as a meta tag for hosts that send no headers (it cannot restrict
 * framing), and in the file `_headers`.
 */
export function contentSecurity(): Plugin {
  return {
    name: "content-security",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: () => [
        {
          tag: "meta",
          attrs: { "http-equiv": "Content-Security-Policy", content: inWords(POLICY) },
          injectTo: "head-prepend",
        },
      ],
    },
    generateBundle() {
      if (this.environment.name !== "client") return;
      const lines = Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`);
      this.emitFile({ type: "asset", fileName: "_headers", source: `/*\n${lines.join("\n")}\n` });
    },
  };
}
