import type { Mail } from './mail.ts';

/** Names of the slices that a mail lies in; it may lie in several, or in none. */
export function slicesOf({ subject, body, html }: Mail): readonly string[] {
  const words = body.split(/\s+/).length;
  const rules: Readonly<Record<string, boolean>> = {
    quoted: /^>/m.test(body),
    html,
    currency: /[$£€]\s?\d|\b(?:dollars?|euros?|usd)\b/i.test(body),
    'very-short': words < 30,
    'very-long': words > 800,
    forwarded: /^\s*fwd?:/i.test(subject) || /^[- >]*(?:forwarded message|original message)\b/im.test(body),
  };
  return Object.keys(rules).filter((slice) => rules[slice]);
}
