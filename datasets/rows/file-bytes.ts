import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { hasCode } from '../../core/files.ts';

const chunkBytes = 256 * 1024;

/** The bytes of a file, unpacked where they are gzip, whatever the file is called. Throws what `isDamage` tells. */
export async function* fileBytes(file: string): AsyncGenerator<Uint8Array> {
  const raw = rawBytes(file);
  const { value: first, done } = await raw.next();
  if (done === true) return;
  const all = Readable.from(startingWith(first, raw));
  const isGzip = first[0] === 0x1f && first[1] === 0x8b;
  // The callback keeps a failed read from being thrown outside: the loop over the result throws it.
  yield* isGzip ? pipeline(all, createGunzip({ chunkSize: chunkBytes }), () => {}) : all;
}

/** True for the error of packed bytes that cannot be unpacked, or that end too early. */
export function isDamage(error: unknown): boolean {
  return hasCode(error, 'Z_DATA_ERROR') || hasCode(error, 'Z_BUF_ERROR');
}

/** SHA-256 of the bytes of a file as it lies there, in lower-case hex. */
export async function fileDigest(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of rawBytes(file)) hash.update(chunk);
  return hash.digest('hex');
}

async function* rawBytes(file: string): AsyncGenerator<Uint8Array, void> {
  // Without an encoding a stream of a file gives buffers.
  for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes })) yield chunk as Buffer;
}

async function* startingWith(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}
