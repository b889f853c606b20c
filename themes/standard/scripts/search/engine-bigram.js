// The bigram engine: pages where pairs of neighbours that make up each part follow each other.

const MOST_PAIRS = 10; // of one part: longer ones are checked in the texts

async function openEngine(meta) {
  function fileOf(folder, term, read) {
    const name = Array.from(term, (each) => each.codePointAt(0).toString(16)).join("-");
    return loadFile(`${folder}/${name}`, read);
  }

  function shardAt(place) {
    return fileOf("terms", meta.shards[place], readShard);
  }

  async function postingOf(pair) {
    const place = lastAtMost(meta.shards, pair);
    const nothing = new Posting(new Uint8Array(0), new Uint8Array(0));
    return (place >= 0 && (await shardAt(place)).get(pair)) || nothing;
  }

  // Pages of a part; refine, unless they are exact, loads what tells the places of its pairs.
  async function findPart(part) {
    const characters = Array.from(part);
    const offsets = offsetsOf(characters.length);
    const pairs = offsets.map((at) => characters.slice(at, at + 2).join(""));
    const postings = await Promise.all(pairs.map(postingOf));
    const pages = inAll(postings.map((posting) => posting.pages));
    if (pairs.length === 1 || !pages.length) {
      return { pages, exact: true };
    }
    const exact = offsets.length * 2 >= characters.length;
    const follow = () => ({ pages: following(pages, postings, offsets, meta.zone), exact });
    const load = async (posting, index) => {
      if (!posting.placeBytes.length) {
        posting.placeBytes = await fileOf("places", pairs[index], (bytes) => bytes);
      }
    };
    return postings.every((posting) => posting.placeBytes.length)
      ? follow()
      : { pages, exact: false, refine: () => Promise.all(postings.map(load)).then(follow) };
  }

  return {
    async candidates(parts) {
      const found = await Promise.all(parts.map(findPart));
      const refined = () => Promise.all(found.map((each) => (each.refine ? each.refine() : each)));
      return { ...allOf(found), refine: () => refined().then(allOf) };
    },
  };
}

function allOf(found) {
  const exact = found.every((each) => each.exact);
  return { pages: inAll(found.map(({ pages }) => pages)), exact };
}

// Where the pairs of a part begin: all of it is in some pair, but of a long part.
function offsetsOf(length) {
  const count = Math.min(Math.ceil(length / 2), MOST_PAIRS);
  const step = Math.max(2, Math.floor((length - 2) / count));
  return Array.from({ length: count }, (_, index) => (index < count - 1 ? index * step : length - 2));
}

// The pages where all pairs stand in their distances; in the title when a place is in its zone.
function following(pages, postings, offsets, zone) {
  const next = postings.map(() => 0);
  const found = [];
  for (const page of pages) {
    const lists = postings.map((posting, index) => {
      while (posting.pages[next[index]] >> 1 < page >> 1) {
        next[index] += 1;
      }
      return posting.placesIn(next[index]);
    });
    const place = lists[0].find((first) =>
      lists.every((list, index) => {
        const wanted = first + offsets[index];
        return list[lastAtMost(list, wanted)] === wanted;
      }),
    );
    if (place !== undefined) {
      found.push((page & ~1) + (place < zone ? 1 : 0));
    }
  }
  return Int32Array.from(found);
}

// A shard as a map of term to posting: see gongkai.output.searching.postings.
function readShard(bytes) {
  const [[size], shard] = readNumbers(bytes, 1);
  const terms = readText(shard.subarray(0, size)).split("\n");
  const [lengths, data] = readNumbers(shard.subarray(size), terms.length * 2);
  let at = 0;
  function part(index) {
    at += lengths[index];
    return data.subarray(at - lengths[index], at);
  }
  return new Map(
    terms.map((term, index) => [term, new Posting(part(index * 2), part(index * 2 + 1))]),
  );
}

// placeBytes is empty when the places are in a file of their own.
class Posting {
  constructor(pageBytes, placeBytes) {
    this.pageBytes = pageBytes;
    this.placeBytes = placeBytes;
  }

  get pages() {
    let page = 0;
    this.list =
      this.list ||
      readNumbers(this.pageBytes)[0].map((step) => {
        page += step >> 1;
        return page * 2 + (step & 1);
      });
    return this.list;
  }

  // Places in the page that is listed at an index.
  placesIn(index) {
    if (!this.places) {
      let place = 0;
      this.from = [0];
      this.places = readNumbers(this.placeBytes)[0].map((step, at) => {
        const found = place + (step >> 1);
        place = step & 1 ? found : 0;
        if (!(step & 1)) {
          this.from.push(at + 1);
        }
        return found;
      });
    }
    return this.places.subarray(this.from[index], this.from[index + 1]);
  }
}
