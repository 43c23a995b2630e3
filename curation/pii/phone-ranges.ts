interface FreeRange {
  /** Calling code of the country. */
  readonly country: string;
  /** Digits of a national number, without the zero that is dialled inside the country. */
  readonly length: number;
  readonly heads: readonly string[];
}

/**
 * Numbers that regulators keep free for films and books: Ofcom, ARCEP, Bundesnetzagentur, ACMA, PTS, ComReg. North
 * America has its own rule: 555-0100 to 555-0199 under every area code (NANPA).
 */
const ranges: readonly FreeRange[] = [
  { country: '44', length: 10, heads: ['7700900', '1632960', '2079460'] },
  { country: '33', length: 9, heads: ['63998', '19900', '26191', '35301', '46571', '53649'] },
  { country: '49', length: 10, heads: ['17139200', '3023125', '4066969', '2214710', '8999998', '6990009'] },
  { country: '49', length: 11, heads: ['176040690'] },
  {
    country: '61',
    length: 9,
    heads: ['25550', '27010', '35550', '37010', '75550', '77010', '85550', '87010'],
  },
  { country: '46', length: 9, heads: ['70174061', '70174063', '70174065', '70174067', '70174069'] },
  { country: '353', length: 9, heads: ['2091'] },
];
const patterns = ranges.map(({ country, length, heads }) => ({
  country,
  pattern: new RegExp(`^(?:${heads.map((head) => `${head}\\d{${length - head.length}}`).join('|')})$`),
}));

/** Area codes of North America that surrogates take. */
const areas = [
  '202',
  '206',
  '212',
  '214',
  '303',
  '305',
  '312',
  '404',
  '415',
  '512',
  '602',
  '617',
  '702',
  '713',
];
/**
 * The whole number, or the seven digits that are dialled inside an area. No line but that of directory assistance is in
 * use behind 555, and 555 is no area; surrogates take the lines 0100 to 0199, which are kept free for good.
 */
const american = /^(?:1?[2-9]\d{2})?555\d{4}$|^1?555\d{7}$/;
/** No national number begins with three zeros: they stand in where a country keeps no numbers free. 1234567 is a placeholder. */
const impossible = /^(?:0{3}|1?234567890?|01234567|(\d)\1+$)/;

/** Tells whether a national number is nobody's; `country` is the calling code, null where the number has none. */
export function isFreePhone(national: string, country: string | null): boolean {
  if (impossible.test(national)) return true;
  if ((country === null || country === '1') && american.test(national)) return true;
  return patterns.some(
    (range) => (country === null || country === range.country) && range.pattern.test(national),
  );
}

/** What a number of so many digits that is nobody's begins with; without a country, as North America writes it. */
export function freeHeads(country: string | null, length: number): readonly string[] {
  if (length === 7 && country === null) return ['55501'];
  if (length === 10 && (country === null || country === '1')) return areas.map((area) => `${area}55501`);
  const own = ranges.filter((range) => range.country === country && range.length === length);
  return own.length === 0 ? ['000'] : own.flatMap(({ heads }) => heads);
}
