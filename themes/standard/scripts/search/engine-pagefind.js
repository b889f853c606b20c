// The Pagefind engine: pieces that hold each part of a query, as a phrase of pairs of characters.

async function openEngine(meta, isFirst) {
  const { href } = new URL("pagefind/pagefind.js", indexFolder);
  // It asks for this file last of all: here it is on its way while the others are loaded.
  if (meta.pagefind.list) {
    fetch(new URL(`pagefind/${meta.pagefind.list}`, indexFolder)).catch(() => {});
  }
  // A module that once failed to load is asked for again under another address only.
  const pagefind = await import(href).catch(() => import(`${href}?${Date.now()}`));
  // One copy of its script to load instead of two. The tag is part of its first file's address:
  // at first as the page preloads it; what failed once would fail again under that.
  const start = async (tag) => {
    await pagefind.options({ noWorker: true, metaCacheTag: tag });
    await pagefind.init();
  };
  await start(isFirst ? "0" : String(Date.now()));
  const { zone, width, names } = meta.pagefind;
  const numbers = new Map(); // beginning of a fragment's name to the piece's number
  for (let at = 0; at < names.length; at += width) {
    numbers.set(names.slice(at, at + width), at / width);
  }

  function pieceOf({ id, words }) {
    const name = id.slice(id.indexOf("_") + 1);
    return numbers.get(name.slice(0, width)) * 2 + (words[0] < zone ? 1 : 0);
  }

  // What failed to load while it started it does not load again by itself.
  async function startAgain() {
    await pagefind.destroy();
    await start(String(Date.now()));
  }

  return async (part) => {
    const phrase = `"${phraseOf(Array.from(part))}"`;
    const again = () => startAgain().then(() => pagefind.search(phrase));
    const { results } = await pagefind.search(phrase).catch(again);
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
