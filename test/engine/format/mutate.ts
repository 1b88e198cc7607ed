/** Files that are nearly right: where the mistakes of a reader hide. */

/** Numbers below a limit, the same for the same seed (a linear congruential generator, Knuth's constants). */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = BigInt(seed);
  return (limit) => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 33n) % limit;
  };
}

/** Numbers that a field of a file is rarely, and at which arithmetic goes wrong. */
const edges = [0, 1, 2, 3, 7, 8, 0x7f, 0xff, 0x100, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

type Random = (limit: number) => number;

/** One of the files with one to three mistakes in it. */
export function mutate(files: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes = Uint8Array.from(files[random(files.length)] ?? []);
  for (let left = 1 + random(3); left > 0; left--) {
    const change = changes[random(changes.length)];
    if (change && bytes.length > 0) bytes = change(bytes, random, files);
  }
  return bytes;
}

type Change = (bytes: Uint8Array, random: Random, files: readonly Uint8Array[]) => Uint8Array<ArrayBuffer>;

const changes: readonly Change[] = [
  // A bit turns over.
  (bytes, random) => {
    const changed = Uint8Array.from(bytes);
    const at = random(changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
    return changed;
  },
  // A field of 32 bits becomes a number at an edge.
  (bytes, random) => withWord(bytes, random, edges[random(edges.length)] ?? 0),
  // Or any number that a small file has.
  (bytes, random) => withWord(bytes, random, random(64)),
  // A field is a little off.
  (bytes, random) => {
    const at = wordPlace(bytes, random);
    const found =
      at + 4 <= bytes.length ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true) : 0;
    return withWord(bytes, () => at / 4, found + random(5) - 2);
  },
  // The file is cut.
  (bytes, random) => bytes.slice(0, random(bytes.length + 1)),
  // Something is behind it.
  (bytes, random) => Uint8Array.of(...bytes, ...Array.from({ length: random(24) }, () => random(256))),
  // Words are missing, twice there, or those of another file.
  (bytes, random) => {
    const at = wordPlace(bytes, random);
    return joined(bytes.subarray(0, at), bytes.subarray(at + 4 * (1 + random(4))));
  },
  (bytes, random) => {
    const at = wordPlace(bytes, random);
    const end = at + 4 * (1 + random(8));
    return joined(bytes.subarray(0, end), bytes.subarray(at));
  },
  (bytes, random, files) => {
    const other = files[random(files.length)] ?? bytes;
    return joined(bytes.subarray(0, wordPlace(bytes, random)), other.subarray(wordPlace(other, random)));
  },
];

/** Where a field of 32 bits may begin: they are aligned in every version but the first, where it does not matter. */
const wordPlace = (bytes: Uint8Array, random: Random): number => 4 * random(Math.max(1, bytes.length >> 2));

function withWord(bytes: Uint8Array, random: Random, value: number): Uint8Array<ArrayBuffer> {
  const changed = Uint8Array.from(bytes);
  const at = wordPlace(changed, random);
  if (at + 4 <= changed.length) new DataView(changed.buffer).setUint32(at, value >>> 0, true);
  return changed;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
