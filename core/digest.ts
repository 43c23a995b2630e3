import { createHash } from 'node:crypto';

/** SHA-256 of the UTF-8 text (or of the bytes), in lower-case hex. */
export function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The first 16 hex digits of the digest: short enough to read, and 10 million items collide once in 300,000 sets. */
export function shortDigest(content: string | Uint8Array): string {
  return digest(content).slice(0, 16);
}
