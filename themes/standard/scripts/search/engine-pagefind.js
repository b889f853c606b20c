// The Pagefind engine: pieces that hold each part of a query, as a phrase of pairs of characters.

const engineFolder = new URL("pagefind/", indexFolder).href;
const plainFetch = window.fetch;
let failures = 0; // files that Pagefind asked for in vain

// Pagefind takes a file that fails to load for an empty one, and never asks for it again:
// so what it fetches passes here. All its files but the first, a .json, are gzip, or have this
// mark when the server has unpacked them.
async function watchedFetch(address, options) {
  const file = new URL(address, location.href).href;
  const answer = plainFetch(address, options);
  if (!file.startsWith(engineFolder)) {
    return answer;
  }
  try {
    const { ok, status } = await answer;
    const bytes = new Uint8Array(await (await answer).arrayBuffer());
    const isPack = bytes[0] === 0x1f || readText(bytes.subarray(0, 12)) === "pagefind_dcd";
    if (!ok || !(isPack || file.includes(".json"))) {
      throw new Error(`${file}: ${status}`);
    }
    return new Response(bytes);
  } catch (error) {
    failures += 1;
    throw error;
  }
}

// After a failure all is begun anew, by another address: a module is loaded once, or never.
async function startPagefind(tag) {
  const before = failures;
  const pagefind = await import(`${engineFolder}pagefind.js${tag && `?${tag}`}`);
  // One copy of its script to load instead of two. The tag is part of its first file's address:
  // at first as the page preloads it; what failed once would fail again under that.
  await pagefind.options({ noWorker: true, metaCacheTag: tag || "0" });
  await pagefind.init();
  return { pagefind, before };
}

async function openEngine(meta, isFirst) {
  // It asks for this file last of all: here it is on its way while the others are loaded.
  if (meta.pagefind.list) {
    plainFetch(engineFolder + meta.pagefind.list).catch(() => {});
  }
  window.fetch = watchedFetch;
  let started = startPagefind(isFirst ? "" : String(Date.now()));
  await started;
  const { zone, width, names } = meta.pagefind;
  const numbers = new Map(); // beginning of a fragment's name to the piece's number
  for (let at = 0; at < names.length; at += width) {
    numbers.set(names.slice(at, at + width), at / width);
  }

  function pieceOf({ id, words }) {
    const name = id.slice(id.indexOf("_") + 1);
    return numbers.get(name.slice(0, width)) * 2 + (words[0] < zone ? 1 : 0);
  }

  async function search(phrase) {
    const { pagefind, before } = await started;
    const { results } = await pagefind.search(phrase);
    if (failures > before) {
      throw new Error("Pagefind");
    }
    return results;
  }

  return async (part) => {
    const phrase = `"${phraseOf(Array.from(part))}"`;
    const first = started;
    // Once more: it may be a file that failed to load ahead, before anyone searched.
    // A newer index does not go with this meta.
    const results = await search(phrase).catch(async (error) => {
      if (await isOutdated()) {
        throw error;
      }
      started = started === first ? startPagefind(String(Date.now())) : started;
      return search(phrase);
    });
    return { pieces: Int32Array.from(results, pieceOf).sort(), exact: true };
  };
}

// The words of gongkai.output.searching.pagefind: a character's number in letters, in pairs.
function phraseOf(characters) {
  const letter = (digit) => "abcdefghijklmnop"[parseInt(digit, 16)];
  const words = characters.map((each) =>
    each.codePointAt(0).toString(16).padStart(5, "0").replace(/./g, letter),
  );
  const pairs = words.slice(1).map((word, index) => words[index] + word);
  return (pairs.length ? pairs : words).join(" ");
}
