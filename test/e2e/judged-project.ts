import { onTestFinished } from 'vitest';
import { mock } from '../../pipeline/mock.ts';
import { project, target, write } from './cli.ts';

const lineage = (family: string) => `lineage: { vendor: none, family: ${family} }`;

/** Rows that ask how long a tool is lent, and expect so many days in other words than targets say it. */
function rows(n: number): string {
  const lines = Array.from({ length: n }, (_, i) => ({
    input: `For how long is tool ${i} lent?`,
    expected: `a period of ${i + 2} days`,
  }));
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** What a mocked judge says of answers: wrong where they shrug, right else; something of its own of those that babble. */
const persona = `default: '{"grade":"I would say that it is right."}'
answers:
  - match: '<answer mark="[0-9a-f]{8}">\\n[^<]*babble'
    reply: '{"grade":"I would say that it is right."}'
  - match: '<answer mark="[0-9a-f]{8}">\\n[^<]*no idea'
    reply: '{"reason":"It does not say.","verdict":"different"}'
  - match: 'Does the answer say the same'
    reply: '{"reason":"Both say it.","verdict":"same"}'
  - match: '<first mark="[0-9a-f]{8}">\\n[^<]*no idea'
    reply: '{"reason":"The other one says it.","preferred":"second"}'
  - match: '<second mark="[0-9a-f]{8}">\\n[^<]*no idea'
    reply: '{"reason":"The other one says it.","preferred":"first"}'
  - match: 'Which is better'
    reply: '{"reason":"Both say it.","preferred":"tie"}'
wrong: ['{"reason":"It is too short.","verdict":"different"}']
models:
  strict: { accuracy: 0.7 }
`;

export function judgedSuite(judges: string, more = '', score = '[{ use: equivalence }]'): string {
  return `schemaVersion: 1
id: loans
title: How long is it lent?
task: { kind: qa, instructions: Answer from the list. }
data: { heldout: [{ path: rows.jsonl, licence: CC0-1.0 }] }
models:
  judges: [${judges}]
  target: { use: "module:./good.mjs", ${lineage('own')} }
  baseline: { use: "module:./good.mjs", ${lineage('own')} }
skills: [{ id: lend, description: Knows the periods. }]
score: ${score}
gate: { margin: { real: 0.1, synthetic: 0.1 } }
${more}`;
}

/** A project whose answers are graded by a mocked judge, and the server that plays it. */
export async function judgedProject(n = 60) {
  const folder = project({
    'persona.yaml': persona,
    'rows.jsonl': rows(n),
    'good.mjs': target('return { text: Number(/\\d+/.exec(text)[0]) + 2 + " days, I believe." };'),
    'broken.mjs': target(
      'return { text: Number(/\\d+/.exec(text)[0]) % 2 === 0 ? "I have no idea." : "So many days." };',
    ),
    'babbling.mjs': target('return { text: Number(/\\d+/.exec(text)[0]) < 2 ? "babble" : "So many days." };'),
  });
  const server = await mock({ persona: 'persona.yaml', workingFolder: folder });
  onTestFinished(() => server.close());
  const judge = (name: string) =>
    `{ use: "openai-compatible:${name}@${server.url}/v1", ${lineage(name)}, price: { inputUsd: 1, outputUsd: 1 } }`;
  write(folder, { 'suite.yaml': judgedSuite(judge('first')) });
  return { folder, server, judge };
}
