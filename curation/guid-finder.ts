import { Buffer } from 'node:buffer';

/** Where a GUID stands. */
export interface FoundGuid {
  readonly guid: string;
  /** 1-based. */
  readonly line: number;
}

const newline = 0x0a;

/** Finds GUIDs in the bytes of a file that come part by part, whatever the bytes are. */
export class GuidFinder {
  readonly #guids: readonly { readonly guid: string; readonly bytes: Buffer }[];
  readonly #overlap: number;
  /** The end of what came before: a GUID may be cut in two. */
  #tail: Buffer = Buffer.alloc(0);
  /** Line of the tail's first byte. */
  #line = 1;

  constructor(guids: readonly string[]) {
    this.#guids = guids.map((guid) => ({ guid, bytes: Buffer.from(guid) }));
    this.#overlap = Math.max(0, ...this.#guids.map(({ bytes }) => bytes.length - 1));
  }

  /** Those that end in these bytes, in the order of their places. */
  push(part: Uint8Array): readonly FoundGuid[] {
    const bytes = Buffer.concat([this.#tail, part]);
    const found = this.#guids.flatMap(({ guid, bytes: wanted }) =>
      placesOf(bytes, wanted).map((at) => ({ guid, at })),
    );
    const kept = Math.max(0, bytes.length - this.#overlap);
    const hits = found
      .sort((a, b) => a.at - b.at)
      .map(({ guid, at }) => ({ guid, line: this.#line + lineEnds(bytes.subarray(0, at)) }));
    this.#line += lineEnds(bytes.subarray(0, kept));
    this.#tail = bytes.subarray(kept);
    return hits;
  }
}

function placesOf(bytes: Buffer, wanted: Buffer): readonly number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) places.push(at);
  return places;
}

function lineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}
