import type { Detector } from './detector.ts';
import { drawnWord } from './drawn.ts';

/** `image@2x.png` is no address. */
const fileEndings = new Set([
  'png',
  'jpg',
  'jpeg',
  'gif',
  'svg',
  'webp',
  'css',
  'js',
  'ts',
  'json',
  'html',
  'txt',
]);

/** Domains that nobody can have (RFC 2606, RFC 6761). */
const reserved = /(?:^|[.@])(?:example\.(?:com|net|org)|example|test|invalid|localhost|local)$/i;

/**
 * E-mail addresses, those with letters beyond ASCII too. Local part up to 64 characters (RFC 5321, 4.5.3.1.1). The name
 * of a version control server's user is no address of a person.
 */
export const email: Detector = {
  type: 'email',
  pattern:
    /(?<![\p{L}\p{N}._%+'${}-]|:\/\/[^\s/?#@]{1,64}:)[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?:xn--[a-z\d-]{2,59}|\p{L}{2,24})(?![\p{L}\p{N}_])/gu,
  context: ['email*', 'mail*', 'contact', 'correo', 'courriel'],
  weigh(text) {
    const ending = text.slice(text.lastIndexOf('.') + 1).toLowerCase();
    const isNobodys = reserved.test(text) || fileEndings.has(ending) || /^git@/i.test(text);
    return isNobodys || !/[\p{L}\p{N}]/u.test(text[0] ?? '') ? null : 1;
  },
  canonical: (text) => text.toLowerCase(),
  /** The form of the name before the `@` stays, the domain is one below example.com. */
  surrogate(text, random) {
    const at = text.lastIndexOf('@');
    const name = text
      .slice(0, at)
      .replace(/\p{L}+|\d+/gu, (part) =>
        /\d/.test(part)
          ? String(random.integer(10 ** (part.length - 1), 10 ** part.length - 1))
          : word(part, random),
      );
    return `${name}@${drawnWord(4, random)}.example.com`;
  },
};

function word(like: string, random: Parameters<Detector['surrogate']>[1]): string {
  const drawn = drawnWord(like.length, random);
  return like[0] === like[0]?.toLowerCase() ? drawn : `${drawn.charAt(0).toUpperCase()}${drawn.slice(1)}`;
}
