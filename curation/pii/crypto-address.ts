import { createHash } from 'node:crypto';
import { alone } from './alone.ts';
import type { Detector } from './detector.ts';
import { drawnLike } from './drawn.ts';

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const context = [
  'bitcoin',
  'btc',
  'wallet*',
  'crypto',
  'address',
  'ethereum',
  'eth',
  'coin*',
  'send',
  'donat*',
];

/** Bitcoin addresses with their checksum: base 58 (four bytes of a double SHA-256) and Bech32 (BIP 173, BIP 350). */
export const bitcoinAddress: Detector = {
  type: 'bitcoin-address',
  pattern: alone('[13][1-9A-HJ-NP-Za-km-z]{25,34}|(?:bc1|BC1)[02-9A-HJ-NP-Zac-hj-np-z]{11,71}'),
  context,
  weigh: (text) => (isBase58Check(text) || isBech32(text.toLowerCase()) ? 1 : null),
  canonical: (text) => text,
  /** The form stays; the checksum is wrong. */
  surrogate: (text, random) =>
    spoilt(text, random, (made) => !isBase58Check(made) && !isBech32(made.toLowerCase())),
};

/** Ethereum addresses: 40 hexadecimal digits after 0x. Their checksum lies in capitals, which few keep. */
export const ethereumAddress: Detector = {
  type: 'ethereum-address',
  pattern: alone('0x[\\dA-Fa-f]{40}'),
  context,
  weigh: (text) => (/^0x0{8}/.test(text) ? null : 0.4),
  canonical: (text) => text.toLowerCase(),
  /** Four bytes of zeros at its head: nobody has found the key of such an address. */
  surrogate: (text, random) => `0x00000000${drawnHex(text.length - 10, random)}`,
};

type Random = Parameters<Detector['surrogate']>[1];

function drawnHex(length: number, random: Random): string {
  return Array.from({ length }, () => random.integer(0, 15).toString(16)).join('');
}

function spoilt(text: string, random: Random, isFit: (made: string) => boolean): string {
  const head = text.startsWith('1') || text.startsWith('3') ? text.slice(0, 1) : text.slice(0, 4);
  for (;;) {
    const made = `${head}${drawnLike(text.slice(head.length), random)}`;
    if (isFit(made)) return made;
  }
}

function isBase58Check(text: string): boolean {
  let value = 0n;
  for (const character of text) {
    const digit = base58.indexOf(character);
    if (digit < 0) return false;
    value = value * 58n + BigInt(digit);
  }
  const bytes = Buffer.from(value.toString(16).padStart(50, '0'), 'hex');
  if (bytes.length !== 25) return false;
  const sha256 = (data: Buffer) => createHash('sha256').update(data).digest();
  return sha256(sha256(bytes.subarray(0, 21)))
    .subarray(0, 4)
    .equals(bytes.subarray(21));
}

const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function isBech32(text: string): boolean {
  if (!text.startsWith('bc1')) return false;
  // The checksum covers the letters "bc", taken apart, before the data.
  let sum = 1;
  const step = (value: number) => {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of generators.entries()) if ((top >>> bit) & 1) sum ^= generator;
  };
  for (const value of [3, 3, 0, 2, 3]) step(value);
  for (const character of text.slice(3)) {
    const value = bech32.indexOf(character);
    if (value < 0) return false;
    step(value);
  }
  return sum === 1 || sum === 0x2bc830a3;
}
