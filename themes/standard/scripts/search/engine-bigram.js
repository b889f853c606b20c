// The bigram engine: pieces where the pairs of a part follow each other.

const MOST_PAIRS = 10; // of one part: longer ones are checked in the texts
const PLACES = 2 ** 24; // more than a piece has

async function openEngine(meta) {
  async function postingOf(pair) {
    const group = lastAtMost(meta.firsts, pair);
    const shard = pair.charCodeAt(pair.length - 1) % meta.shards[group];
    const file = `terms/${digestAt(meta.terms, group)}/${shard}`;
    const posting = group >= 0 && (await loadFile(file, readShard)).get(pair);
    return posting || new Posting(new Uint8Array(), new Uint8Array());
  }

  // Pieces of a part; unless exact, refine loads the places of its pairs.
  return async (part) => {
    const characters = [...part];
    const offsets = offsetsOf(characters.length);
    const pairs = offsets.map((at) => characters.slice(at, at + 2).join(""));
    const postings = await Promise.all(pairs.map(postingOf));
    const exact = offsets.length * 2 >= characters.length;
    const follow = () => ({ pieces: following(postings, offsets, meta.zone), exact });
    if (pairs.length > 1 && !postings.some(({ isFar }) => isFar)) {
      return follow();
    }
    const pieces = inAll(postings.map((posting) => posting.pieces));
    const refine = () => Promise.all(postings.map(loadPlaces)).then(follow);
    return pairs.length > 1 && pieces.length ? { pieces, refine } : { pieces, exact: true };
  };
}

async function loadPlaces(posting) {
  if (posting.isFar) {
    const digest = readText(posting.placeBytes);
    posting.placeBytes = await loadFile(`places/${digest}`, (bytes) => bytes);
    posting.isFar = false;
  }
}

// Where the pairs of a part begin: all of it is in some, but of a long part.
function offsetsOf(length) {
  const count = Math.min(Math.ceil(length / 2), MOST_PAIRS);
  const step = Math.max(2, Math.floor((length - 2) / count));
  return Array.from({ length: count }, (_, index) => (index < count - 1 ? index * step : length - 2));
}

// Pieces where all pairs stand in their distances; in the title when in its zone.
function following(postings, offsets, zone) {
  const lists = postings.map((posting, index) => [posting.keys, offsets[index]]);
  const [[first, offset], ...others] = lists.sort((one, other) => one[0].length - other[0].length);
  const keys = others.reduce((found, [each, at]) => followedBy(found, each, at - offset), first);
  const pieces = [];
  let next = 0; // key of the next piece
  for (const key of keys) {
    if (key >= next) {
      const piece = Math.floor(key / PLACES);
      next = (piece + 1) * PLACES;
      pieces.push(piece * 2 + (key - piece * PLACES - offset < zone ? 1 : 0));
    }
  }
  return pieces;
}

// Keys that have another at a distance; callbacks, and reading past an end, are slow.
function followedBy(keys, others, distance) {
  const found = keys.slice();
  const last = others.length - 1;
  let size = 0;
  let at = 0;
  for (const key of keys) {
    while (at < last && others[at] < key + distance) {
      at += 1;
    }
    found[size] = key;
    size += others[at] === key + distance ? 1 : 0;
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
      const [pieces, places] = lengths.subarray(index * 2, index * 2 + 2);
      return [term, new Posting(part(pieces), part(places >> 1), places & 1)];
    }),
  );
}

// placeBytes is the digest of a file that holds them when isFar.
class Posting {
  constructor(pieceBytes, placeBytes, isFar) {
    this.pieceBytes = pieceBytes;
    this.placeBytes = placeBytes;
    this.isFar = isFar;
  }

  get pieces() {
    let piece = 0;
    return (this.list =
      this.list ||
      readNumbers(this.pieceBytes)[0].map((step) => {
        piece += step >> 1;
        return piece * 2 + (step & 1);
      }));
  }

  // Where it stands: piece * PLACES + place in it, ascending.
  get keys() {
    const { pieces } = this;
    let at = 0;
    let place = 0;
    return (this.keyList =
      this.keyList ||
      new Float64Array(readNumbers(this.placeBytes)[0]).map((step) => {
        place += step >> 1;
        const key = (pieces[at] >> 1) * PLACES + place;
        at += step & 1 ? 0 : 1;
        place *= step & 1;
        return key;
      }));
  }
}
