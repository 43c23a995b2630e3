import { isIPv4, isIPv6 } from 'node:net';
import { alone } from './alone.ts';
import { type Detector, thingWords } from './detector.ts';

const context = ['ip', 'ipv4', 'ipv6', 'address', 'adresse', 'client', 'remote', 'login'];
const against = [
  ...thingWords,
  'v',
  'ver',
  'release*',
  'update',
  'upgrade',
  'firmware',
  'driver',
  'section',
  'chapter',
  'kapitel',
  'clause',
  'paragraph',
];

/** Networks that lead to nobody: private, local, multicast, for documentation or for tests (RFC 6890, RFC 5737). */
const nobodys =
  /^(?:0|10|127|22[4-9]|23\d|24\d|25[0-5])\.|^(?:100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|198\.1[89])\.|^(?:192\.0\.[02]|198\.51\.100|203\.0\.113)\./;
const documentation = ['192.0.2', '198.51.100', '203.0.113'] as const;

/** Public addresses of IP version 4. Four small numbers may be a version, and count only where a word says address. */
export const ipv4: Detector = {
  type: 'ipv4',
  pattern: alone('\\d{1,3}(?:\\.\\d{1,3}){3}'),
  context,
  against,
  weigh(text) {
    if (!isIPv4(text) || nobodys.test(text)) return null;
    return text.split('.').every((part) => Number(part) < 100) ? 0.3 : 0.6;
  },
  canonical: (text) => text,
  surrogate: (_, random) => `${random.pick(documentation)}.${random.integer(1, 254)}`,
};

/** Prefixes of addresses that lead to nobody (RFC 6890; documentation: RFC 3849, RFC 9637). */
const nobodysV6 = /^(?:::|::1|::ffff:.*|fe[89ab].*|f[cd].*|ff.*|2001:0?db8:.*|3fff:.*|64:ff9b:.*|100::.*)$/i;

/** Public addresses of IP version 6; shortened ones of at least three groups with a digit among them. */
export const ipv6: Detector = {
  type: 'ipv6',
  pattern:
    /(?<![\p{L}\p{N}_:.])(?:[\dA-Fa-f]{1,4}:){1,7}(?::?[\dA-Fa-f]{1,4}){1,7}(?![\p{L}\p{N}_:])(?!\.\d)/gu,
  context,
  against,
  weigh(text) {
    const groups = text.split(':').filter((group) => group !== '');
    if (!isIPv6(text) || nobodysV6.test(text) || groups.length < 3 || !/\d/.test(text)) return null;
    return groups.length === 8 ? 0.9 : 0.6;
  },
  canonical: (text) => text.toLowerCase(),
  /** As many groups as before, the first two those of documentation. */
  surrogate(text, random) {
    let group = 0;
    const drawn = text.replace(/[\dA-Fa-f]{1,4}/g, (digits) => {
      group += 1;
      if (group === 1) return '2001';
      if (group === 2) return 'db8';
      return random.integer(16 ** (digits.length - 1), 16 ** digits.length - 1).toString(16);
    });
    return isIPv6(drawn) && drawn.startsWith('2001:db8:')
      ? drawn
      : `2001:db8::${random.integer(1, 65_535).toString(16)}`;
  },
};
