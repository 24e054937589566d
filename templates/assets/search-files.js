// The files of the full-text index (docs/search.md tells their form), and the start of reading
// them: this small script is there long before search.js, so that by then the index is open.
// Nothing is loaded but script files of this site, so it works over http and from file:// alike.
"use strict";

(() => {
  const BASE = new URL("data/", document.baseURI).href;
  const MANIFEST = `${BASE}manifest.js`;
  const TRIES = 3;
  const arrived = new Map();
  const loading = new Map();

  class LoadError extends Error {}

  function script(address) {
    return new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = address;
      tag.onload = () => (arrived.has(address) ? resolve(arrived.get(address)) : reject(new LoadError(address)));
      tag.onerror = () => reject(new LoadError(address));
      document.head.append(tag);
      tag.addEventListener("load", () => tag.remove());
      tag.addEventListener("error", () => tag.remove());
    });
  }

  async function withRetries(address) {
    if (arrived.has(address)) return arrived.get(address);
    for (let tried = 1; ; tried += 1) {
      try {
        return await script(address);
      } catch (error) {
        if (tried === TRIES) throw error;
        await new Promise((done) => setTimeout(done, 300 * 4 ** (tried - 1)));
      }
    }
  }

  async function inflate(bytes) {
    const stream = new DecompressionStream("deflate-raw");
    const writer = stream.writable.getWriter();
    const [whole] = await Promise.all([new Response(stream.readable).arrayBuffer(), writer.write(bytes), writer.close()]);
    return new Uint8Array(whole);
  }

  function fromBase64(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
    return bytes;
  }

  // The inflated bytes of a file, read once; a failed file may be asked for again.
  function file(path) {
    if (!loading.has(path)) {
      const address = BASE + path;
      const bytes = withRetries(address).then((text) => {
        arrived.delete(address);
        return inflate(fromBase64(text));
      });
      bytes.catch(() => loading.delete(path));
      loading.set(path, bytes);
    }
    return loading.get(path);
  }

  const utf8 = new TextDecoder();

  function withParts(bytes) {
    const end = bytes.indexOf(10);
    const head = JSON.parse(utf8.decode(bytes.subarray(0, end)));
    let at = end + 1;
    const parts = head.parts.map((size) => bytes.subarray(at, (at += size)));
    return { head, parts };
  }

  // The page itself asks for the manifest: it came before this script, or comes, or has failed.
  function manifest() {
    const tag = document.querySelector("script[src='data/manifest.js']");
    if (!tag || arrived.has(MANIFEST) || document.readyState === "complete") return file("manifest.js");
    return new Promise((done) => {
      for (const event of ["load", "error"]) {
        tag.addEventListener(event, done);
        addEventListener(event, done);
      }
    }).then(() => file("manifest.js"));
  }

  let opened = null;

  // The manifest, the folding table and the head of every segment.
  function open() {
    opened = opened || manifest().then(async (bytes) => {
      const { head } = withParts(bytes);
      const [folding, ...heads] = await Promise.all([file(head.folding), ...head.segments.map((s) => file(`${s.folder}/head.js`))]);
      return { head, folding, heads };
    });
    opened.catch(() => (opened = null));
    return opened;
  }

  // This script, search.js and the page come in any order.
  function whenParsed(begin) {
    if (document.readyState !== "loading") begin(files);
    else document.addEventListener("readystatechange", () => begin(files), { once: true });
  }

  globalThis.govreportSearch = (text) => arrived.set(document.currentScript.src, text);
  if (globalThis.govreportManifest) arrived.set(MANIFEST, globalThis.govreportManifest);
  const files = { LoadError, file, inflate, open, utf8, withParts, whenParsed };
  globalThis.govreportSearchFiles = files;
  if (typeof DecompressionStream !== "undefined") open().catch(() => {});
  if (globalThis.govreportSearchBegin) whenParsed(globalThis.govreportSearchBegin);
})();
