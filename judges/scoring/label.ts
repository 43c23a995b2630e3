import { z } from 'zod';
import { groupBy } from '../../core/group-by.ts';
import { definePart, type ScorerPart } from '../../core/parts.ts';
import { normalised } from './accepted-texts.ts';
import { passOrFail, quoted } from './reading.ts';

/**
 * Right when the output is the expected label. By default the whole output must be a label (case, white space,
 * quotes and punctuation around it aside); with `mention: true` the one label that occurs in it as a word is taken,
 * and an output that names several labels names none.
 */
export const label: ScorerPart = definePart({
  name: 'label',
  version: '1',
  options: z.strictObject({ mention: z.boolean().default(false) }),
  create({ mention }, { task }) {
    const labels = task.kind === 'classification' ? task.labels : [];
    const said = labelSaid(labels);
    const mentioned = mention ? labelMentioned(labels) : () => null;
    const answerOf = (text: string) => said(text) ?? mentioned(text);
    return {
      unreadable: (expected) =>
        expected.kind === 'label'
          ? null
          : `needs an expected label, and this one is of kind \`${expected.kind}\``,
      async score({ expected }, output) {
        if (expected.kind !== 'label')
          return { status: 'unscored', reason: 'the case has no expected label' };
        const answer = answerOf(output.text);
        if (answer === null) return passOrFail(false, `${quoted(output.text)} names no label`, null);
        return passOrFail(
          answer === expected.label,
          `answered ${answer}, expected ${expected.label}`,
          answer,
        );
      },
    };
  },
});

/** The label that a text consists of. Labels that differ in nothing but marks around them are told apart as written. */
function labelSaid(labels: readonly string[]): (text: string) => string | null {
  const named = groupBy(labels, normalised);
  return (text) => {
    const written = labels.find((name) => name === text.trim());
    const [only, ...others] = named.get(normalised(text)) ?? [];
    return written ?? (others.length === 0 ? (only ?? null) : null);
  };
}

/** The one label that occurs in a text. Where labels overlap the longer counts: `feature-request` is not `feature`. */
function labelMentioned(labels: readonly string[]): (text: string) => string | null {
  const longestFirst = [...labels].sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return () => null;
  const joined = String.raw`[\p{L}\p{M}\p{N}]|[\p{L}\p{M}\p{N}][-_]`;
  const after = String.raw`[\p{L}\p{M}\p{N}+#]|[-_][\p{L}\p{N}]`;
  const names = longestFirst.map((name) => `(${wordPattern(name)})`).join('|');
  const pattern = new RegExp(`(?<!${joined})(?:${names})(?!${after})`, 'gu');
  return (text) => {
    const found = [...folded(text).matchAll(pattern)].map(([, ...groups]) =>
      groups.findIndex((group) => group !== undefined),
    );
    const [first, ...others] = new Set(found);
    return first === undefined || others.length > 0 ? null : (longestFirst[first] ?? null);
  };
}

/** The label as a pattern; hyphens, underscores and white space between its words stand for each other. */
function wordPattern(name: string): string {
  const words = folded(name).split(/(?<=[\p{L}\p{M}\p{N}])[\s_-]+(?=[\p{L}\p{M}\p{N}])/u);
  return words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('[\\s_-]+');
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
