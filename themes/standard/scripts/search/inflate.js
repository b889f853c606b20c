// Inflate: unpacks gzip (RFC 1951, 1952) for browsers that cannot do so themselves.
"use strict";

const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

// Our own files have a head of ten bytes and no names in it; the last four bytes are the size.
function gunzip(bytes) {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
  const out = new Uint8Array(size);
  let done = 0;
  let at = 10;
  let held = 0; // bits read from the bytes and not yet taken
  let count = 0;

  function take(wanted) {
    for (; count < wanted; count += 8) {
      held |= bytes[at] << count;
      at += 1;
    }
    const value = held & ((1 << wanted) - 1);
    held >>>= wanted;
    count -= wanted;
    return value;
  }

  // A code by the lengths of its symbols: those of one length follow each other, short ones first.
  function codeOf(lengths) {
    const counts = new Array(16).fill(0);
    const symbols = [];
    for (let length = 1; length < 16; length += 1) {
      lengths.forEach((each, symbol) => {
        if (each === length) {
          counts[length] += 1;
          symbols.push(symbol);
        }
      });
    }
    return { counts, symbols };
  }

  function symbolOf({ counts, symbols }) {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length += 1) {
      code |= take(1);
      if (code - counts[length] < first) {
        return symbols[index + code - first];
      }
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new Error("damaged file");
  }

  function fixedCodes() {
    const runs = [[144, 8], [112, 9], [24, 7], [8, 8]];
    const lengths = [].concat(...runs.map(([times, length]) => new Array(times).fill(length)));
    return [codeOf(lengths), codeOf(new Array(30).fill(5))];
  }

  function givenCodes() {
    const [literals, distances, given] = [take(5) + 257, take(5) + 1, take(4) + 4];
    const order = new Array(19).fill(0);
    CODE_ORDER.slice(0, given).forEach((symbol) => {
      order[symbol] = take(3);
    });
    const code = codeOf(order);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const symbol = symbolOf(code);
      const [least, bits] = [[3, 2], [3, 3], [11, 7]][symbol - 16] || [1, 0];
      const value = symbol === 16 ? lengths[lengths.length - 1] : symbol > 16 ? 0 : symbol;
      lengths.push(...new Array(least + take(bits)).fill(value));
    }
    return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
  }

  // A length or distance: `small` plain values, then in groups, each with one more bit than before.
  function sizeOf(symbol, small, group) {
    const bits = symbol < small ? 0 : (symbol >> group) - 1;
    const low = symbol & ((1 << group) - 1);
    return symbol < small ? symbol : (((1 << group) | low) << bits) + take(bits);
  }

  function unpackBlock([literal, distance]) {
    for (let symbol = symbolOf(literal); symbol !== 256; symbol = symbolOf(literal)) {
      if (symbol < 256) {
        out[done] = symbol;
        done += 1;
      } else {
        const length = symbol === 285 ? 258 : 3 + sizeOf(symbol - 257, 8, 2);
        const back = 1 + sizeOf(symbolOf(distance), 4, 1);
        for (const end = done + length; done < end; done += 1) {
          out[done] = out[done - back];
        }
      }
    }
  }

  function copyBlock() {
    held = 0;
    count = 0;
    const length = bytes[at] | (bytes[at + 1] << 8);
    out.set(bytes.subarray(at + 4, at + 4 + length), done);
    at += 4 + length;
    done += length;
  }

  let last = 0;
  while (!last) {
    last = take(1);
    const kind = take(2);
    if (kind === 0) {
      copyBlock();
    } else {
      unpackBlock(kind === 1 ? fixedCodes() : givenCodes());
    }
  }
  return out;
}
