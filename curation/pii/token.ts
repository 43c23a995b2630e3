import { shortDigest } from '../../core/digest.ts';
import type { Detector } from './detector.ts';

const forms = [
  // A private key: its head, and as many lines of base 64 as follow, written as lines or as `\n`.
  '-----BEGIN (?:[A-Z\\d]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:(?:\\s|\\\\[nr]){0,4}[A-Za-z\\d+/=]{16,76}){0,400}(?:(?:\\s|\\\\[nr]){0,4}[A-Za-z\\d+/=]{1,76}(?=(?:\\s|\\\\[nr]){0,4}-----END))?(?:(?:\\s|\\\\[nr]){0,4}-----END [A-Z\\d ]{1,40}-----)?',
  // JSON Web Token (RFC 7519): header, claims, signature.
  '\\beyJ[\\w-]{10,500}\\.eyJ[\\w-]{10,4000}\\.[\\w-]{10,1000}',
  '\\b(?:AKIA|ASIA)[A-Z\\d]{16}\\b',
  '\\bAIza[\\w-]{35}(?![\\w-])',
  '\\b(?:sk|rk)_live_[A-Za-z\\d]{16,200}',
  '\\bsk-(?:[a-z]{2,12}-)?[\\w-]{24,200}',
  '\\bglpat-[\\w-]{20,100}',
  '\\bhf_[A-Za-z]{30,60}\\b',
].join('|');

const notSpace = '[^\\s"\'`<>{},;]';
/** What follows the name of a key: `password: …`, `api_key="…"`, `Authorization: Bearer …`. */
const named = [
  `(?<=\\b(?:pass(?:word|wd|phrase|code)?|passwort|kennwort|contraseña|mot de passe|wachtwoord)["']?(?: ?[:=]| is| ist| est| es) ?["']?)${notSpace}{6,128}`,
  `(?<=\\b(?:api|access|secret|auth|client|private)[_ -]?(?:key|token|secret)["']?(?: ?[:=]| is) ?["']?)${notSpace}{16,256}`,
  '(?<=\\bbearer )[A-Za-z\\d._~+/=-]{20,2000}',
].join('|');

const removed = 'removed-secret-';

/** Private keys, JSON Web Tokens, keys of providers by their form, and passwords and keys that are called so. */
export const token: Detector = {
  type: 'secret',
  pattern: new RegExp(`${forms}|(?:${named})`, 'giu'),
  context: [],
  weigh(text) {
    if (
      text.startsWith(removed) ||
      /example|^(?:x+|\*+|\.+|your|my|change|placeholder|redacted|required|incorrect|protected)/i.test(text)
    )
      return null;
    if (/^eyJ/.test(text)) return isJwt(text) ? 1 : 0.4;
    if (/^(?:-----BEGIN|AKIA|ASIA|AIza|[sr]k_live_|sk-|glpat-|hf_)/.test(text)) return 0.9;
    // A word after "password is" is a word: a secret has figures or signs among its letters.
    return /\d/.test(text) && /\p{L}/u.test(text) ? 0.5 : /[^\p{L}\p{N}.-]/u.test(text) ? 0.4 : null;
  },
  canonical: (text) => text,
  /** A mark that no scanner takes for a key. */
  surrogate: (_, random) => `${removed}${shortDigest(String(random.next())).slice(0, 8)}`,
};

function isJwt(text: string): boolean {
  try {
    const header: unknown = JSON.parse(Buffer.from(text.split('.')[0] ?? '', 'base64url').toString());
    return header !== null && typeof header === 'object' && 'alg' in header;
  } catch {
    return false;
  }
}
