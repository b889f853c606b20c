// Documents: the texts of pages as they were published, what they are filed under, known names.

class Documents {
  constructor(meta) {
    this.meta = meta;
    let first = 0;
    this.starts = meta.groups.map((pages) => (first += pages) - pages);
  }

  // A page with its blocks: the text and ids of a paragraph, heading, cell or list item.
  async page(number) {
    const { starts, meta } = this;
    const group = lastAtMost(starts, number);
    const place = number - starts[group];
    const shared = meta.shared[group]; // pages in a file
    const file = `texts/${digestAt(meta.texts, group)}/${Math.floor(place / shared)}`;
    return (await loadFile(file, (bytes) => readJson(bytes).map(readPage)))[place % shared];
  }

  // By facet its values, and of each page their places.
  filing() {
    return loadJson(`filing/${this.meta.filing}`);
  }

  // Units and papers [label, note, address] of just this name, then those with these initials.
  async named(query) {
    const key = keyOf(query);
    const { names: digests, nameFiles, initials } = this.meta;
    const shared = (nameFiles * DIGEST) / digests.length; // files that share a digest
    const place = hashOf(key) % nameFiles;
    const digest = digestAt(digests, Math.floor(place / shared));
    const names = await loadJson(`names/${digest}/${place % shared}`);
    const rows = /^[a-z]{2,12}$/i.test(query) ? await loadJson(`initials/${initials}`) : [];
    const initialled = rows.filter(([initials]) => initials.includes(key));
    return [...(new Map(Object.entries(names)).get(key) || []), ...initialled.map(([, ...row]) => row)];
  }
}

function readPage([address, title, facts, rows]) {
  const blocks = rows.map(([text, ...anchors]) => ({ text, anchors, folded: foldText(text) }));
  const folded = foldText(title);
  const whole = [folded, ...blocks.map((block) => block.folded)].join("\n");
  return { address, title, facts, blocks, folded, whole };
}

// FNV-1a; the rule of gongkai.output.searching.names.
function hashOf(key) {
  let value = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) {
    value = Math.imul(value ^ key.charCodeAt(at), 0x01000193) >>> 0;
  }
  return value;
}

// Pages as engines give them, ascending: page * 2, plus 1 when the words are in its title.
function inBoth(one, other) {
  const both = [];
  let at = 0;
  for (const each of one) {
    while (at < other.length && other[at] >> 1 < each >> 1) {
      at += 1;
    }
    if (at < other.length && other[at] >> 1 === each >> 1) {
      both.push(each & (other[at] | ~1));
    }
  }
  return both;
}

function inAll(lists) {
  return lists.sort((one, other) => one.length - other.length).reduce(inBoth);
}

// Everything a search needs at once; what failed is tried again next time.
let opened = null;
let opens = 0;
function openSearch() {
  opened = opened || openIndex();
  opened.catch(() => (opened = null));
  return opened;
}

async function openIndex() {
  opens += 1;
  const [meta] = await Promise.all([loadJson("meta"), loadFile("fold", readTable)]);
  return { documents: new Documents(meta), engine: await openEngine(meta, opens === 1) };
}
