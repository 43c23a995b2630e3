import type { TaskKind } from '../core/suite.ts';
import { type PackTag, packs } from './packs.ts';

/** What `heldout init` asks. */
export interface StarterAnswers {
  /** Of the suite; names its folder and file. */
  readonly id: string;
  readonly kind: 'classification' | 'qa';
  /** A module of its own is written where the ref is this one. */
  readonly target: string;
  /** Ready edge cases: names of tags, such as `noise/typo`. */
  readonly edgeCases: readonly string[];
}

/** A file to write, with its name inside the folder. */
export interface StarterFile {
  readonly name: string;
  readonly content: string;
}

const ownTarget = 'module:./target.mjs';

/** What is taken where nobody answers. */
export const starterAnswers: StarterAnswers = {
  id: 'my-suite',
  kind: 'classification',
  target: ownTarget,
  edgeCases: ['noise/typo', 'surface/upper'],
};

/** Ready edge cases that fit a kind of task: those that rules make of real rows, and those that a model writes. */
export function fittingTags(kind: TaskKind): {
  readonly byRules: readonly PackTag[];
  readonly byModels: readonly PackTag[];
} {
  const fitting = packs()
    .flatMap(({ tags }) => tags)
    .filter(({ kinds, generators }) => generators.length > 0 && (kinds === null || kinds.includes(kind)));
  const isRule = ({ generators }: PackTag) =>
    generators.every((ref) => ref.use === 'perturb' && ref.with['from'] === 'heldout');
  return { byRules: fitting.filter(isRule), byModels: fitting.filter((tag) => !isRule(tag)) };
}

interface Starter {
  readonly title: string;
  readonly task: string;
  readonly scorer: string;
  readonly skill: string;
  readonly rows: readonly object[];
  /** What the module of the starter answers, given `text`. */
  readonly answer: string;
}

/** The files of a suite that can be checked, generated and tested as they are. */
export function starterFiles(answers: StarterAnswers): readonly StarterFile[] {
  const starter = starters[answers.kind];
  return [
    { name: `${answers.id}.yaml`, content: suiteText(answers, starter) },
    { name: 'heldout.jsonl', content: starter.rows.map((row) => `${JSON.stringify(row)}\n`).join('') },
    ...(answers.target === ownTarget ? [{ name: 'target.mjs', content: targetText(starter) }] : []),
  ];
}

function suiteText({ id, kind, target, edgeCases }: StarterAnswers, starter: Starter): string {
  return `schemaVersion: 1
id: ${id}
title: ${starter.title}

task:
${starter.task}

data:
  # Real rows that the model has never seen. Replace them with yours: twelve rows can show very little.
  heldout: [{ path: heldout.jsonl, licence: internal }]
  # seeds: [{ path: seeds.jsonl }]         parents of synthetic cases, never scored
  # training: [{ path: train.jsonl }]      what the model was tuned on: \`heldout check\` looks for overlap

models:
  target: { use: ${JSON.stringify(target)}, lineage: { vendor: none, family: my-model } }
  # The model in production, run where no accepted baseline fits. Replace it with yours.
  baseline: { use: ${JSON.stringify(target)}, lineage: { vendor: none, family: my-model } }
  # judges: [{ use: "module:./judge.mjs", lineage: { vendor: none, family: another-model } }]

skills:
  - id: main
    description: ${starter.skill}
    edgeCases:
${edgeCases.map((name) => `      - { use: ${name}, quota: 10 }`).join('\n')}
      # More that fit, written by a model (\`models.generator\`) and read blind by another (\`models.judges\`):
${fittingTags(kind)
  .byModels.slice(0, 4)
  .map(({ name, description }) => `      # - { use: ${name}, quota: 10 }   ${description}`)
  .join('\n')}
      # All of them: \`heldout packs\`.

score: [{ use: ${starter.scorer} }]

gate:
  # How much worse is still "no worse": 0.03 is three points.
  margin: { real: 0.03, synthetic: 0.05 }
`;
}

function targetText({ answer }: Starter): string {
  return `// The system under test. Replace the body of \`call\` with a call of your model.
export const target = {
  async call(input, signal) {
    const text = input.messages.at(-1).content;
    ${answer}
  },
};
`;
}

const starters: Readonly<Record<StarterAnswers['kind'], Starter>> = {
  classification: {
    title: '"Which queue does this ticket belong to?"',
    task: `  kind: classification
  instructions: Answer with exactly one queue name.
  labels: [billing, access, outage]`,
    scorer: 'label',
    skill: 'Finds the queue of a ticket.',
    answer: `const queue = /invoice|charge|refund|paid/i.test(text) ? 'billing' : /password|log|account/i.test(text) ? 'access' : 'outage';
    return { text: queue };`,
    rows: [
      { input: 'I was charged twice for March.', expected: 'billing' },
      { input: 'The invoice shows the wrong company name.', expected: 'billing' },
      { input: 'Please refund the unused licences.', expected: 'billing' },
      { input: 'I paid last week and still get reminders.', expected: 'billing' },
      { input: 'My password no longer works after the update.', expected: 'access' },
      { input: 'I cannot log in from the new office.', expected: 'access' },
      { input: 'Unlock the account of our trainee, please.', expected: 'access' },
      { input: 'Who may see the salary folder?', expected: 'access' },
      { input: 'The site has been down since nine.', expected: 'outage' },
      { input: 'Every page answers with error 502.', expected: 'outage' },
      { input: 'Nothing loads in the whole building.', expected: 'outage' },
      { input: 'The status page is red again.', expected: 'outage' },
    ],
  },
  qa: {
    title: '"Does it answer the questions of our customers?"',
    task: `  kind: qa
  instructions: "Shops open at 9 and close at 18, on Sundays they are closed. Answer with the time or with: closed."`,
    scorer: 'contains',
    skill: 'Answers questions about opening hours.',
    answer: `const answer = /sunday/i.test(text) ? 'closed' : /close|late|until/i.test(text) ? '18' : '9';
    return { text: answer };`,
    rows: [
      { input: 'When do you open on Monday?', expected: '9' },
      { input: 'How late can I come on Friday?', expected: '18' },
      { input: 'Are you open on Sunday?', expected: 'closed' },
      { input: 'Until when are you there on Saturday?', expected: '18' },
      { input: 'What time do the doors open?', expected: '9' },
      { input: 'Can I pick something up on Sunday morning?', expected: 'closed' },
    ],
  },
};
