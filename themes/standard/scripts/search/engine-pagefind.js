// The Pagefind engine: pieces that hold each part of a query, as a phrase of pairs of characters.

const engineFolder = new URL("pagefind/", indexFolder).href;
const plainFetch = window.fetch;
let failures = 0; // files that Pagefind asked for in vain

// Pagefind takes a file that fails to load for an empty one, and never asks for it again:
// so what it fetches passes here. Of its files only its list of files is no pack with this mark.
async function watchedFetch(address, options) {
  const file = new URL(address, location.href).href;
  const answer = plainFetch(address, options);
  if (!file.startsWith(engineFolder)) {
    return answer;
  }
  try {
    const { ok, status } = await answer;
    const bytes = await unpack(new Uint8Array(await (await answer).arrayBuffer()));
    if (!ok || !(file.includes(".json") || readText(bytes).startsWith("pagefind_dcd"))) {
      throw new Error(`${file}: ${status}`);
    }
    return new Response(bytes);
  } catch (error) {
    failures += 1;
    throw error;
  }
}

async function openEngine(meta, isFirst) {
  // It asks for this file last of all: here it is on its way while the others are loaded.
  if (meta.pagefind.list) {
    plainFetch(engineFolder + meta.pagefind.list).catch(() => {});
  }
  window.fetch = watchedFetch;
  const failuresBefore = failures;
  // After a failure all is begun anew, by another address: a module is loaded once, or never.
  const now = Date.now();
  const pagefind = await import(`${engineFolder}pagefind.js${isFirst ? "" : `?${now}`}`);
  // One copy of its script to load instead of two. The tag is part of its first file's address:
  // at first as the page preloads it; what failed once would fail again under that.
  await pagefind.options({ noWorker: true, metaCacheTag: isFirst ? "0" : String(now) });
  await pagefind.init();
  const { zone, width, names } = meta.pagefind;
  const numbers = new Map(); // beginning of a fragment's name to the piece's number
  for (let at = 0; at < names.length; at += width) {
    numbers.set(names.slice(at, at + width), at / width);
  }

  function pieceOf({ id, words }) {
    const name = id.slice(id.indexOf("_") + 1);
    return numbers.get(name.slice(0, width)) * 2 + (words[0] < zone ? 1 : 0);
  }

  return async (part) => {
    const { results } = await pagefind.search(`"${phraseOf(Array.from(part))}"`);
    if (failures > failuresBefore) {
      throw new Error("Pagefind");
    }
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
