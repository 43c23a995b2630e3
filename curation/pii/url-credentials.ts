import { shortDigest } from '../../core/digest.ts';
import type { Detector } from './detector.ts';

/** What stands where a password would: a placeholder, a variable, or what was put there on purpose. */
const placeholder =
  /^(?:user(?:name)?|login|name):(?:pass(?:word|wd)?|pwd|secret|x+|\*+|\.+)@|[<${[%]|:removed-|:redacted/i;

/** User and password in an address, as in `https://user:password@host`. */
export const urlCredentials: Detector = {
  type: 'url-credentials',
  pattern:
    /(?<=\b[a-z][a-z\d+.-]{1,20}:\/\/)[^\s/?#:@'"`]{1,64}:[^\s/?#@'"`]{1,128}@[\p{L}\p{N}.[\]:-]{1,255}(?<![.:])/giu,
  context: [],
  weigh: (text) => (placeholder.test(text) ? null : 1),
  canonical: (text) => text,
  /** The host stays: what opens it is gone. The last sign keeps it from looking like an e-mail address. */
  surrogate: (text, random) =>
    `user:removed-${shortDigest(String(random.next())).slice(0, 8)}*${text.slice(text.lastIndexOf('@'))}`,
};
