import type { Case } from '../../core/case.ts';
import { commonLimit } from '../../curation/common-limit.ts';
import { mapTexts, textsOf } from '../../curation/pii/redact-records.ts';

type Content = Pick<Case, 'input' | 'expected'>;

/** Answers of fewer words must stay as they are: outputs are compared with them. */
const longAnswer = 8;

/** The texts of a record that a stand-in says in other words, and the record with others in their place. */
export interface OpenTexts {
  readonly texts: readonly string[];
  /** Throws a RangeError where there are not as many. */
  with(others: readonly string[]): Content;
}

/** Finds the texts to reword: all that is said, save forms of words that many records share, and long answers. */
export function openTexts(records: readonly Content[]): (record: Content) => OpenTexts {
  const counts = new Map<string, number>();
  for (const record of records)
    for (const text of new Set(textsOf(record).map((one) => one.text)))
      counts.set(text, (counts.get(text) ?? 0) + 1);
  const limit = commonLimit(records.length);
  return (record) => {
    const said = textsOf({ input: record.input }).length;
    const open = textsOf(record).map(({ text }, index) => {
      const isCommon = (counts.get(text) ?? 0) > limit;
      const isLong = (text.match(/\S+/g)?.length ?? 0) >= longAnswer;
      return (index < said ? !isCommon : isLong) && /\S/.test(text);
    });
    const texts = textsOf(record).flatMap(({ text }, index) => (open[index] === true ? text : []));
    return {
      texts,
      with(others) {
        if (others.length !== texts.length)
          throw new RangeError(`${others.length} texts in place of ${texts.length}`);
        let [slot, next] = [0, 0];
        return mapTexts({ input: record.input, expected: record.expected }, (text) =>
          open[slot++] === true ? (others[next++] ?? text) : text,
        );
      },
    };
  };
}
