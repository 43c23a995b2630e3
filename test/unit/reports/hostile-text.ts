import fc from 'fast-check';

/** Texts that break terminals, tables, mark-up or counting. */
export const hostileTexts: readonly string[] = [
  '\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u009b2J',
  'a|b || `code` ``` ~~~',
  ']]> <![CDATA[ <!-- --> &amp; &#0; "quoted" \'single\'',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'NUL\u0000 BEL\u0007 DEL\u007f',
  '\u202egnp.exe\u202c \u2066isolated\u2069 zero\u200bwidth \ufeffBOM',
  'x'.repeat(5000),
  '漢字'.repeat(2500),
  '👨‍👩‍👧‍👦 👍🏽 🇩🇪'.repeat(40),
  `e${'\u0301'.repeat(400)}`,
  'lone \ud800 and \udc00 surrogates \ufffe \uffff',
  'line\nbreak\r\nand\ttab\u2028separator',
  '@octocat @org/team #123 GH-7 https://evil.example www.evil.example ![x](https://evil.example) [y](z)',
  '# heading\n- list\n> quote\n1. one **bold** _it_ $x$',
  '',
];

/** What no report may hold: controls other than a line end, bidi controls, lone surrogates. */
export const actsOnTerminal = /(?!\n)[\p{Cc}\p{Bidi_Control}\p{Cs}]/u;

/** Any text of UTF-16 code units (lone surrogates too), short or long, or one of the known ones. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom('|', '<', '&', '@', '\\', '`', '"', ']', ' ', '漢', '\u001b['), { maxLength: 200 })
    .map((parts) => parts.join('')),
);
