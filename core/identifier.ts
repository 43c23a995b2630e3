/** What kind of thing points to a person or opens a door: `email`, `card`, `us-ssn`, `secret`, … */
export type IdentifierType = string;

/** A stretch of text that points to a person or opens a door. */
export interface Identifier {
  readonly type: IdentifierType;
  /** Offsets in UTF-16 code units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** 0 to 1: how sure the detector is. */
  readonly score: number;
}

/** What models make up freely, and no checksum tells from what they remember. */
export const inventedTypes: ReadonlySet<IdentifierType> = new Set([
  'name',
  'street-address',
  'date-of-birth',
  'document-number',
]);

/** From here on a find counts as personal data. */
export const sureScore = 0.5;
/** From here on it is worth a look. */
export const possibleScore = 0.35;

/** How it begins and how long it is, for messages: the value itself is never repeated. */
export function maskedText({ text }: Identifier): string {
  const [first = ''] = text;
  return `${first}… (${[...text].length} characters)`;
}
