import { type Candidate, inputText } from '../../core/case.ts';
import { definePart, type JudgePart, noOptions } from '../../core/parts.ts';
import type { AdmissionContext } from '../../core/seams.ts';
import { accept, reject } from './ruling.ts';
import { sharedRun } from './shared-run.ts';

/** So many words in a row are no accident (quality-gates.md, gate 3). */
const copiedWords = 8;

/** What a model says of its own work, or of itself, in place of the text that it was asked for. */
const traces: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'the tag of a role',
    /<\|\/?\w+\|>|\[\/?INST\]|<<\/?SYS>>|^#{2,} ?(?:instruction|response|input|human|assistant)s?:?\s*$/im,
  ],
  ['the name of a role', /^\s*(?:user|human|assistant|ai|system|customer|bot)\s*:/i],
  ['a word of the prompt', /#?\b(?:given|rewritten|created|original|evolved) (?:prompt|question)#/i],
  [
    'what a model says of itself',
    /\bas an ai\b(?: language)?(?: model| assistant)?,? i\b|\bi(?:'m| am) an ai\b/i,
  ],
  ['a refusal', /^\s*i(?:'m| am) sorry,? but i (?:cannot|can't|am unable|am not able)\b/i],
  [
    'an answer to the prompt',
    /^\s*(?:(?:sure|certainly|of course)[,!.]? )?here(?:'s| is| are) (?:a|an|the|your|some|two|three|\d+) (?:\w+ ){0,2}(?:rewritten|revised|reworded|paraphrase\w*|translat\w*|version|example|test case|case|question|message)s?\b/i,
  ],
  ['a place that was not filled in', /\[(?:your|insert)\b[^\]\n]{0,40}\]|\blorem ipsum\b/i],
];

/** Names that models give to people and firms that do not exist. */
const stockNames =
  /\b(?:john doe|jane doe|john smith|jane smith|sarah chen|emily chen|elara voss|acme corp(?:oration)?)\b/i;

/**
 * Refuses texts of models in which the making shows: eight words in a row of an example that the model was shown or of
 * what it was told, tags of roles, what a model says of itself, names that only models use. What is made of another
 * case, by a model as well, may hold its words.
 */
export const leak: JudgePart = definePart({
  name: 'leak',
  version: '1',
  options: noOptions,
  create: () => ({
    async assess(candidate, context) {
      const { provenance } = candidate;
      if (provenance.kind !== 'generated' || provenance.model === null || context.claims.asFound === true)
        return accept('no model wrote the text');
      const found = copyOf(candidate, context) ?? traceIn(inputText(candidate.input), context);
      return found === null ? accept('nothing of the prompt shows') : reject('leak', found);
    },
  }),
});

function copyOf({ input }: Candidate, { parents, cluster, told }: AdmissionContext): string | null {
  const text = inputText(input);
  for (const parent of parents) {
    // What belongs to its parent was made of it, and may say the same.
    if (parent.cluster === cluster) continue;
    const run = sharedRun(text, inputText(parent.input), copiedWords);
    if (run !== null) return `holds "${run}" of case ${parent.id}, which the model was shown`;
  }
  for (const part of told) {
    const run = sharedRun(text, part, copiedWords);
    if (run !== null) return `holds "${run}", which the model was told`;
  }
  return null;
}

function traceIn(text: string, { parents, told }: AdmissionContext): string | null {
  const given = () => [...parents.map(({ input }) => inputText(input)), ...told].join('\n').toLowerCase();
  for (const [what, pattern] of [...traces, ['a name that only models use', stockNames] as const]) {
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined && !given().includes(found.trim().toLowerCase()))
      return `holds ${what}: "${found.trim()}"`;
  }
  return null;
}
