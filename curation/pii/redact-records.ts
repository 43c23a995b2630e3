import type { CaseInput, Expected } from '../../core/case.ts';
import { type Identifier, sureScore } from '../../core/identifier.ts';
import { withoutOverlaps } from '../../core/without-overlaps.ts';
import { type ChangeText, mapExpected, mapInput } from './case-texts.ts';
import { compact } from './compact.ts';
import { findAll } from './find-all.ts';
import { detectorOf } from './find-identifiers.ts';
import { type KnownSpan, KnownValues } from './known-values.ts';
import type { Surrogates } from './surrogates.ts';

/** What can be redacted: a case, an unlabelled row. */
export interface Redactable {
  readonly input: CaseInput;
  readonly expected?: Expected;
}

/** A text of a record; `before` is the key that it stands under, '' for none. */
export interface RecordText {
  readonly text: string;
  readonly before: string;
}

/** Shorter values say too little to be looked for where nothing says what they are. */
const shortestKnown = 6;
/** Names that are words as well: alone they are left as they are. */
const alsoWords = new Set(
  'Will Mark May June April August Rose Grace Bill Art Frank Pat Sue Hope Joy Dawn Drew Chase Grant Rich Bob Faith Summer Young Long Brown White Black Green King Page Price Best Day Wood Field'.split(
    ' ',
  ),
);

/**
 * The records with a surrogate in place of each identifier, in the input and in the expected value alike: what is found once
 * is replaced everywhere in the set, also where no word beside it says what it is and where it is written another way. The
 * words of a name that is found are replaced in the rest of its record.
 */
export async function redactRecords<Item extends Redactable>(
  records: readonly Item[],
  surrogates: Surrogates,
): Promise<readonly Item[]> {
  const texts = records.map(textsOf);
  const found = await findAll(texts.flat());
  const known = valuesOf(found.flat().filter(({ score }) => score >= sureScore));
  let next = 0;
  return records.map((record, index) => {
    const count = texts[index]?.length ?? 0;
    const own = found.slice(next, next + count);
    next += count;
    const names = namesIn(own.flat());
    let slot = 0;
    return mapTexts(record, (text) => {
      const here = own[slot++] ?? [];
      const whole = here.length === 0 ? known.byDigits.get(compact(text)) : undefined;
      if (whole !== undefined) return surrogates.of(whole, text);
      const again = [...known.anywhere.find(text), ...numbersIn(text, known.byDigits), ...names.find(text)];
      return replaced(text, withoutOverlaps([...here, ...again]), surrogates);
    });
  });
}

/** Every text of a record, in the order in which {@link redactRecords} goes through them. */
export function textsOf(record: Redactable): readonly RecordText[] {
  const texts: RecordText[] = [];
  mapTexts(record, (text, before) => {
    texts.push({ text, before });
    return text;
  });
  return texts;
}

/** The record with each text changed, in the order of {@link textsOf}. */
export function mapTexts<Item extends Redactable>(record: Item, change: ChangeText): Item {
  const input = mapInput(record.input, change);
  const { expected } = record;
  return expected === undefined
    ? { ...record, input }
    : { ...record, input, expected: mapExpected(expected, change) };
}

/** What is looked for in every record: as it is written, and by its letters and digits where it is a text of its own. */
function valuesOf(found: readonly Identifier[]) {
  const anywhere = new KnownValues();
  const byDigits = new Map<string, string>();
  for (const one of found) {
    if (one.text.length >= shortestKnown && isTelling(one)) anywhere.add(one);
    for (const digits of [compact(one.text), detectorOf(one.type).canonical(one.text)])
      if (digits.length >= shortestKnown) byDigits.set(digits, one.type);
  }
  return { anywhere, byDigits };
}

/** Numbers that are known, however their digits are grouped and with or without zeros at the head. */
function numbersIn(text: string, byDigits: ReadonlyMap<string, string>): readonly KnownSpan[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}])\d(?:[ ().-]{0,3}\d){5,18}(?![\p{L}\p{N}])/gu)].flatMap(
    (match) => {
      const digits = compact(match[0]);
      const type = byDigits.get(digits) ?? byDigits.get(digits.replace(/^0+/, ''));
      return type === undefined
        ? []
        : { type, text: match[0], start: match.index, end: match.index + match[0].length };
    },
  );
}

/** One name alone may be another person's, and a date of birth is another time just a date. */
function isTelling({ type, text }: Identifier): boolean {
  return type !== 'date-of-birth' && (type !== 'name' || text.includes(' '));
}

function namesIn(found: readonly Identifier[]): KnownValues {
  const names = new KnownValues();
  for (const { type, text } of found) {
    if (type !== 'name') continue;
    for (const word of text.split(' '))
      if (/^\p{Lu}\p{L}{2}/u.test(word) && !alsoWords.has(word)) names.add({ type, text: word });
  }
  return names;
}

function replaced(
  text: string,
  spans: readonly { readonly start: number; readonly end: number; readonly type: string }[],
  surrogates: Surrogates,
): string {
  let [made, at] = ['', 0];
  for (const { start, end, type } of spans) {
    made += text.slice(at, start) + surrogates.of(type, text.slice(start, end));
    at = end;
  }
  return made + text.slice(at);
}
