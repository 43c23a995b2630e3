/** A project whose judge cannot agree with a few of the cases that are made. */
const suite = `schemaVersion: 1
id: queue
title: Which queue does this ticket belong to?
task: { kind: classification, instructions: Answer with one queue., labels: [billing, access] }
data: { heldout: [{ path: rows.jsonl, licence: CC0-1.0 }] }
models:
  target: { use: "module:./good.mjs", lineage: { vendor: none, family: mine } }
  baseline: { use: "module:./good.mjs", lineage: { vendor: none, family: mine } }
  judges: [{ use: "module:./judge.mjs", lineage: { vendor: none, family: other } }]
skills:
  - id: routing
    description: Finds the queue of a ticket.
    edgeCases:
      - id: typos
        description: Words with a typing error.
        expect: invariant
        quota: 12
        generators: [{ use: perturb, with: { ops: [typo], from: heldout } }]
score: [{ use: label }]
gate: { margin: { real: 0.2, synthetic: 0.2 } }
`;
const rows = Array.from({ length: 24 }, (_, i) => {
  const [expected, words] = i % 2 === 0 ? ['billing', 'my invoice is wrong'] : ['access', 'I cannot log in'];
  return `${JSON.stringify({ input: `Ticket number ${i} of today, which says that ${words} again`, expected })}\n`;
});
const answer = (extra = '') => `export const target = { async call(input) {
  const text = input.messages.at(-1).content;
  ${extra}
  return { text: Number(/\\d+/.exec(text)?.[0]) % 2 === 0 ? 'billing' : 'access' };
} };\n`;
export const reviewProject = {
  'suite.yaml': suite,
  'rows.jsonl': rows.join(''),
  'good.mjs': answer(),
  // Undecided on a few: it answers billing whatever they say.
  'judge.mjs': answer("if (/\\b(1|5|9)\\b/.test(text)) return { text: 'billing' };"),
};
