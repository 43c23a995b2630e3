import type { Expected } from '../../core/case.ts';
import type { Random } from '../../core/random.ts';
import { sentences } from '../../core/right-answer.ts';
import type { Task } from '../../core/suite.ts';

/** What a damage is done to. */
export interface Damaged {
  readonly expected: Expected;
  /** The right answer in words. */
  readonly chosen: string;
  readonly task: Task;
  /** Facts of other cases, which nothing in this one supports. */
  readonly foreignFacts: readonly string[];
  readonly random: Random;
}

/** Makes a right answer wrong in one way: everything that it could become, in a drawn order; empty where it does not apply. */
export type Damage = (damaged: Damaged) => readonly string[];

const refusals = [
  'I cannot help with that.',
  'I am sorry, but I cannot help with that request.',
  'I am sorry, but I cannot help with this. Please turn to somebody who is responsible for such matters.',
];

/** By name; the name stands on every pair. */
export const damages = {
  'wrong-label': ({ expected, task, random }) =>
    expected.kind === 'label' && task.kind === 'classification'
      ? random.shuffle(task.labels.filter((label) => label !== expected.label))
      : [],
  'drop-fact': ({ expected, random }) =>
    expected.kind === 'facts' && expected.must.length > 1
      ? random.shuffle(expected.must.map((_, at) => sentences(expected.must.toSpliced(at, 1))))
      : [],
  'unsupported-fact': ({ expected, foreignFacts, random }) => {
    if (expected.kind !== 'facts') return [];
    // What must not be said is the surest wrong; facts of other cases only where none is named.
    const facts = expected.mustNot.length > 0 ? expected.mustNot : foreignFacts;
    return random.shuffle(facts.map((fact) => sentences([...expected.must, fact])));
  },
  'drop-field': ({ expected, random }) => {
    const value = expected.kind === 'json' ? expected.value : null;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
    const entries = Object.entries(value);
    return random.shuffle(
      entries.map((_, at) => JSON.stringify(Object.fromEntries(entries.toSpliced(at, 1)), null, 2)),
    );
  },
  'broken-json': ({ expected, chosen, random }) => {
    if (expected.kind !== 'json' || !/[}\]]$/.test(chosen)) return [];
    const broken = [
      chosen.slice(0, -1).trimEnd(),
      `${chosen.slice(0, -1).trimEnd()},,\n${chosen.at(-1)}`,
      chosen.replace(/"/, ''),
    ];
    return random.shuffle(broken.filter((text) => text !== chosen));
  },
  'over-refusal': ({ expected, random }) => (expected.kind === 'behaviour' ? [] : random.shuffle(refusals)),
} as const satisfies Readonly<Record<string, Damage>>;

export type DamageName = keyof typeof damages;
export const damageNames = Object.keys(damages) as [DamageName, ...DamageName[]]; // the keys of the record, by its type
