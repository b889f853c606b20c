// Documents: texts of pages as published, what they are filed under, known names.

class Documents {
  constructor(meta) {
    this.meta = meta;
    let first = 0;
    this.starts = meta.groups.map((pieces) => (first += pieces) - pieces);
    let head = 0; // first piece of a page, and its number
    this.heads = Array.from(meta.pieces, (isFirst, piece) => (head = +isFirst ? piece : head));
  }

  // A piece with its blocks: text and ids of a paragraph, cell or list item.
  async piece(number) {
    const { starts, meta } = this;
    const group = lastAtMost(starts, number);
    const place = number - starts[group];
    const shared = meta.shared[group]; // pieces in a file
    const file = `texts/${digestAt(meta.texts, group)}/${Math.floor(place / shared)}`;
    return (await loadFile(file, (bytes) => readJson(bytes).map(readPiece)))[place % shared];
  }

  // Pages where each part was found.
  pagesOf(found) {
    const pageOf = (each) => this.heads[each >> 1] * 2 + (each & 1);
    const isNew = (each, at, all) => !at || each >> 1 !== all[at - 1] >> 1;
    const isLong = this.meta.pieces.includes("0");
    return inAll(found.map(({ pieces }) => (isLong ? pieces.map(pageOf).filter(isNew) : pieces)));
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
    // The rule of gongkai.output.searching.names.
    const place = [...key].reduce((at, each) => (at * 403 + each.codePointAt()) % nameFiles, 0);
    const digest = digestAt(digests, Math.floor(place / shared));
    const names = await loadJson(`names/${digest}/${place % shared}`);
    const rows = /^[a-z]{2,12}$/i.test(query) ? await loadJson(`initials/${initials}`) : [];
    const initialled = rows.filter(([initials]) => initials.includes(key));
    return [...(new Map(Object.entries(names)).get(key) || []), ...initialled.map(([, ...row]) => row)];
  }
}

function readPiece([address, title, facts, rows]) {
  const blocks = rows.map(([text, ...anchors]) => ({ text, anchors, folded: foldText(text) }));
  const folded = foldText(title);
  const whole = [folded, ...blocks.map((block) => block.folded)].join("\n");
  return { address, title, facts, blocks, folded, whole };
}

// Pieces or pages, ascending: number * 2, plus 1 for words in its title.
function inBoth(one, other) {
  const both = [];
  const last = other.length - 1;
  let at = 0;
  for (const each of one) {
    while (at < last && other[at] >> 1 < each >> 1) {
      at += 1;
    }
    if (other[at] >> 1 === each >> 1) {
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
let openedMeta = null;
function openSearch() {
  opened = opened || openIndex();
  opened.catch(() => (opened = null));
  return opened;
}

async function openIndex() {
  opens += 1;
  const isFirst = opens === 1;
  [openedMeta] = await Promise.all([loadJson("meta"), loadFile("fold", readTable)]);
  const meta = openedMeta;
  const engine = await openEngine(meta, isFirst);
  // An engine that failed is not asked again: the next search opens another.
  const find = (part) =>
    engine(part).catch((error) => {
      opened = null;
      throw error;
    });
  return { documents: new Documents(meta), find };
}

// After a failure: whether the site was published anew since; then the next search begins anew.
async function isOutdated() {
  const before = JSON.stringify(openedMeta);
  loading.delete("meta");
  const now = await loadJson("meta").then(JSON.stringify, () => before);
  if (before === "null" || before === now) {
    return false;
  }
  opened = null;
  return true;
}
