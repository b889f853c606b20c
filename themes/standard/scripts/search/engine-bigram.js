// The bigram engine: pages where pairs of neighbours that make up a part follow each other.

const MOST_PAIRS = 10; // of one part: longer ones are checked in the texts
const PLACES = 2 ** 24; // more than a page has

async function openEngine(meta) {
  const groups = meta.shards.map((words) => words.split(" "));
  const firsts = groups.flat(); // none is after the terms of its shard
  const files = groups.flatMap((words, at) =>
    words.map((_, number) => `terms/${digestAt(meta.terms, at)}/${number}`),
  );

  async function postingOf(pair) {
    const file = files[lastAtMost(firsts, pair)];
    const posting = file && (await loadFile(file, readShard)).get(pair);
    return posting || new Posting(new Uint8Array(), new Uint8Array());
  }

  // Pages of a part; refine, unless they are exact, loads what tells the places of its pairs.
  async function findPart(part) {
    const characters = [...part];
    const offsets = offsetsOf(characters.length);
    const pairs = offsets.map((at) => characters.slice(at, at + 2).join(""));
    const postings = await Promise.all(pairs.map(postingOf));
    const exact = offsets.length * 2 >= characters.length;
    const follow = () => ({ pages: following(postings, offsets, meta.zone), exact });
    if (pairs.length > 1 && !postings.some(({ isFar }) => isFar)) {
      return follow();
    }
    const pages = inAll(postings.map((posting) => posting.pages));
    const refine = () => Promise.all(postings.map(loadPlaces)).then(follow);
    return pairs.length > 1 && pages.length ? { pages, exact: false, refine } : { pages, exact: true };
  }

  return {
    async candidates(parts) {
      const found = await Promise.all(parts.map(findPart));
      const refined = () => Promise.all(found.map((each) => (each.refine ? each.refine() : each)));
      return { ...allOf(found), refine: () => refined().then(allOf) };
    },
  };
}

async function loadPlaces(posting) {
  if (posting.isFar) {
    const digits = Array.from(posting.placeBytes, (byte) => byte.toString(16).padStart(2, "0"));
    posting.placeBytes = await loadFile(`places/${digits.join("")}`, (bytes) => bytes);
    posting.isFar = false;
  }
}

function allOf(found) {
  const exact = found.every((each) => each.exact);
  return { pages: inAll(found.map(({ pages }) => pages)), exact };
}

// Where the pairs of a part begin: all of it is in some, but of a long part.
function offsetsOf(length) {
  const count = Math.min(Math.ceil(length / 2), MOST_PAIRS);
  const step = Math.max(2, Math.floor((length - 2) / count));
  return Array.from({ length: count }, (_, index) => (index < count - 1 ? index * step : length - 2));
}

// The pages where all pairs stand in their distances; in the title when a place is in its zone.
function following(postings, offsets, zone) {
  const lists = postings.map((posting, index) => [posting.keys, offsets[index]]);
  const [[first, offset], ...others] = lists.sort((one, other) => one[0].length - other[0].length);
  const keys = others.reduce((found, [each, at]) => followedBy(found, each, at - offset), first);
  const pages = [];
  let next = 0; // key of the next page
  for (const key of keys) {
    if (key >= next) {
      const page = Math.floor(key / PLACES);
      next = (page + 1) * PLACES;
      pages.push(page * 2 + (key - page * PLACES - offset < zone ? 1 : 0));
    }
  }
  return pages;
}

// The keys that have another at a distance; reading past an end is slow.
function followedBy(keys, others, distance) {
  const found = new Float64Array(keys.length);
  let size = 0;
  let at = 0;
  for (let index = 0; index < keys.length && at < others.length; ) {
    const gap = others[at] - keys[index] - distance;
    if (gap < 0) {
      at += 1;
      continue;
    }
    found[size] = keys[index];
    size += gap ? 0 : 1;
    index += 1;
  }
  return found.subarray(0, size);
}

// A shard as a map of term to posting: see gongkai.output.searching.postings.
function readShard(bytes) {
  const [[size], shard] = readNumbers(bytes, 1);
  const terms = readText(shard.subarray(0, size)).split("\n");
  const [lengths, data] = readNumbers(shard.subarray(size), terms.length * 2);
  let at = 0;
  function part(length) {
    at += length;
    return data.subarray(at - length, at);
  }
  return new Map(
    terms.map((term, index) => {
      const [pages, places] = lengths.subarray(index * 2, index * 2 + 2);
      return [term, new Posting(part(pages), part(places >> 1), places & 1)];
    }),
  );
}

// placeBytes is the digest of a file that holds them when isFar.
class Posting {
  constructor(pageBytes, placeBytes, isFar) {
    this.pageBytes = pageBytes;
    this.placeBytes = placeBytes;
    this.isFar = isFar;
  }

  get pages() {
    let page = 0;
    return (this.list =
      this.list ||
      readNumbers(this.pageBytes)[0].map((step) => {
        page += step >> 1;
        return page * 2 + (step & 1);
      }));
  }

  // Where it stands: page * PLACES + place in it, ascending.
  get keys() {
    const { pages } = this;
    let page = 0;
    let place = 0;
    return (this.keyList =
      this.keyList ||
      new Float64Array(readNumbers(this.placeBytes)[0]).map((step) => {
        place += step >> 1;
        const key = (pages[page] >> 1) * PLACES + place;
        page += step & 1 ? 0 : 1;
        place *= step & 1;
        return key;
      }));
  }
}
