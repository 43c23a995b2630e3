import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { mock } from '../../pipeline/mock.ts';
import { heldout, json, project, read, write } from './cli.ts';

const persona = `
answers:
  - match: 'Write \\d+ cases|next \\d+ cases'
    reply: '{"cases":[{"input":"Card charged: {{words}}.","answer":"billing"},{"input":"Page down: {{words}}.","answer":"outage"}]}'
  - match: 'Write \\d+ texts'
    reply: '{"texts":["Ticket: {{words}}."]}'
  - match: 'near misses of it'
    reply: '{"cases":[{"input":"Fee: {{words}}.","answer":"billing"}]}'
  - match: 'rewordings'
    reply: '{"texts":["Request, said otherwise: {{words}}."]}'
`;
const rows = (texts: readonly string[]) =>
  texts
    .map((input, i) => `${JSON.stringify({ input, expected: i % 2 === 0 ? 'billing' : 'outage' })}\n`)
    .join('');
const suiteWith = (generator: string, more = '', quota = 6) => `schemaVersion: 1
id: queues
title: Queues
task: { kind: classification, instructions: "Which queue? One word.", labels: [billing, outage, other] }
data:
  heldout: [{ path: rows.jsonl, licence: MIT }]
  seeds: [{ path: seeds.jsonl, licence: MIT }]
models:
${more}  target: { use: "module:./target.mjs", lineage: { vendor: none, family: own } }
skills:
  - id: queue
    description: Finds the queue.
    edgeCases:
      - { id: edge, description: Short messages., expect: ${generator === 'paraphrase' ? 'invariant' : 'exact'}, quota: ${quota}, generators: [{ use: ${generator} }] }
score: [{ use: label }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`;
const files = {
  'persona.yaml': persona,
  'rows.jsonl': rows([
    'I paid twice for it',
    'Nothing loads at all today',
    'My invoice shows the wrong sum',
    'The server is down again',
  ]),
  'seeds.jsonl': rows([
    'I was charged for a plan that I left',
    'Your site shows an error page',
    'Please pay me back the fee',
    'The app cannot reach the server',
  ]),
  'target.mjs': "export const target = { async call() { return { text: 'billing' }; } };",
};
const lineage = 'lineage: { vendor: mocked, family: mock }';

async function mocked() {
  const folder = project(files);
  const server = await mock({ persona: 'persona.yaml', workingFolder: folder });
  onTestFinished(() => server.close());
  return { folder, server };
}

test.each(['direct', 'output-first', 'self-instruct', 'paraphrase', 'log-expansion'])(
  '%s fills its cell, says who wrote each case, and a recording gives the same bytes with nobody to call',
  async (strategy) => {
    const { folder, server } = await mocked();
    const model = `  generator: { use: "openai-compatible:mock@${server.url}/v1", ${lineage}, price: { inputUsd: 1, outputUsd: 2 } }\n`;
    write(folder, { 'suite.yaml': suiteWith(strategy, model) });
    const made = await heldout(folder, 'generate', 'suite.yaml', '--record', 'tape.jsonl', '--json');
    expect(made.code, made.stderr).toBe(0);
    expect(json(made)).toMatchObject({ planned: 6, accepted: 6 });
    expect(json(made).spend.usd).toBeGreaterThan(0);
    const cases = read(folder, 'queues/cases.jsonl');
    const lines = cases
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(6);
    for (const { provenance, expectedFrom } of lines) {
      expect(provenance).toMatchObject({
        by: strategy,
        model: `openai-compatible:mock@${server.url}/v1`,
        lineage: { vendor: 'mocked', family: 'mock' },
        promptDigest: expect.stringMatching(/^[0-9a-f]{16}$/),
      });
      expect(provenance.costUsd).toBeGreaterThan(0);
      expect(provenance.depth).toBe(provenance.parents.length === 0 ? 0 : 1);
      expect(expectedFrom).toBe(strategy === 'paraphrase' ? 'inherited' : 'proposed');
    }
    await server.close();
    const replayed = await heldout(
      folder,
      'generate',
      'suite.yaml',
      '--fresh',
      '--replay',
      'tape.jsonl',
      '--json',
    );
    expect(replayed.code, replayed.stderr).toBe(0);
    expect(read(folder, 'queues/cases.jsonl')).toBe(cases);
    expect(json(replayed).spend).toEqual({ usd: 0, requests: 0, tokens: 0 });
  },
);

test('the same over Ollama’s wire format', async () => {
  const { folder, server } = await mocked();
  write(folder, { 'suite.yaml': suiteWith('direct', `  generator: { use: "ollama:mock", ${lineage} }\n`) });
  process.env['OLLAMA_HOST'] = server.url;
  try {
    const made = await heldout(folder, 'generate', 'suite.yaml', '--json');
    expect(made.code, made.stderr).toBe(0);
    expect(json(made)).toMatchObject({ accepted: 6, spend: { usd: 0 } });
  } finally {
    delete process.env['OLLAMA_HOST'];
  }
});

test('a judge that comes to another answer refuses what a model proposed', async () => {
  const { folder, server } = await mocked();
  const model = `  generator: { use: "openai-compatible:mock@${server.url}/v1", ${lineage} }\n  judges: [{ use: "module:./judge.mjs", lineage: { vendor: none, family: other } }]\n`;
  write(folder, {
    'suite.yaml': suiteWith('direct', model),
    // Right on real rows, so that planted errors do not pass; the pages that are down it calls something else.
    'judge.mjs': `const text = (input) => input.messages.at(-1).content;
export const target = {
  async call(input) {
    if (/Card|paid|invoice|charged|pay me/.test(text(input))) return { text: 'billing' };
    return { text: /loads|server|error page/.test(text(input)) ? 'outage' : 'other' };
  },
};`,
  });
  const made = json(await heldout(folder, 'generate', 'suite.yaml', '--json'));
  expect(made.accepted).toBe(6);
  expect(made.cells[0].reasons.validity ?? 0).toBeGreaterThan(0);
  const kept = read(folder, 'queues/cases.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(kept.map(({ expected }) => expected.label)).toEqual(Array.from({ length: 6 }, () => 'billing'));
});

test('replies that cannot be used are counted; a cell that gets nothing is an error, and nothing is made up', async () => {
  const { folder, server } = await mocked();
  write(folder, { 'persona.yaml': 'default: nothing of use' });
  const empty = await mock({ persona: 'persona.yaml', workingFolder: folder });
  onTestFinished(() => empty.close());
  write(folder, {
    'suite.yaml': suiteWith(
      'direct',
      `  generator: { use: "openai-compatible:mock@${empty.url}/v1", with: { maxTokens: 2 }, ${lineage} }\n`,
    ),
  });
  const made = await heldout(folder, 'generate', 'suite.yaml', '--json');
  expect([made.code, json(made).error.code]).toEqual([2, 'CELL_EMPTY']);
  expect(json(made).error.message).toContain('reply-length');
  expect(server.arrived()).toBe(0);
});

test('a strategy without a model, and one for another kind of task, are refused at load', async () => {
  const folder = project({ ...files, 'suite.yaml': suiteWith('direct') });
  const problemOf = async () => {
    const outcome = await heldout(folder, 'check', 'suite.yaml', '--json');
    expect(outcome.code).toBe(2);
    return json(outcome).problems[0];
  };
  expect(await problemOf()).toMatchObject({
    code: 'SUITE_MISSING_KEY',
    message: expect.stringContaining('models.generator'),
  });
  const qa = suiteWith('output-first', `  generator: { use: "ollama:mock", ${lineage} }\n`).replace(
    /task: .*/,
    'task: { kind: qa, instructions: Answer. }',
  );
  write(folder, { 'suite.yaml': qa.replace('use: label', 'use: contains') });
  expect(await problemOf()).toMatchObject({
    code: 'PART_OPTION',
    message: expect.stringContaining('output-first'),
  });
});

test('a ready edge case is filled as the pack says; what it leaves open must be written', async () => {
  const ready = (edges: string) => suiteWith('direct').replace(/edgeCases:\n.*\n/, `edgeCases: [${edges}]\n`);
  const folder = project({
    ...files,
    'suite.yaml': ready('{ use: surface/upper, quota: 4 }, { use: noise/typo, id: slips, quota: 3 }'),
    'open.yaml': ready('{ use: unanswerable/future, quota: 4 }'),
    'unknown.yaml': ready('{ use: surface/uper, quota: 4 }'),
  });
  const made = json(await heldout(folder, 'generate', 'suite.yaml', '--json'));
  expect(made.cells).toMatchObject([
    { edgeCase: 'surface-upper', target: 4, accepted: 4 },
    { edgeCase: 'slips', target: 3, accepted: 3 },
  ]);
  const problemOf = async (file: string) => json(await heldout(folder, 'check', file, '--json')).problems[0];
  expect(await problemOf('open.yaml')).toMatchObject({ code: 'SUITE_MISSING_KEY' });
  expect(await problemOf('unknown.yaml')).toMatchObject({
    code: 'UNKNOWN_PACK',
    hint: expect.stringContaining('surface/upper'),
  });
  const listed = json(await heldout(folder, 'packs', 'surface', '--json'));
  expect(listed.packs[0].tags.map(({ name }: { name: string }) => name)).toContain('surface/upper');
});

test('prompts can be read before they are asked', async () => {
  const folder = project({
    ...files,
    'suite.yaml': suiteWith('direct', `  generator: { use: "ollama:mock", ${lineage} }\n`),
  });
  const shown = await heldout(folder, 'generate', 'suite.yaml', '--show-prompts', '--json');
  expect([shown.code, json(shown).prompts]).toEqual([
    0,
    [
      expect.objectContaining({
        name: 'direct/write',
        digest: expect.any(String),
        user: expect.stringContaining('{{skill}}'),
      }),
      expect.objectContaining({ part: 'stand-ins' }),
    ],
  ]);
});

test('attributes divide a cell: every part is filled, each case says its own, whatever is in flight at once', async () => {
  const { folder, server } = await mocked();
  const model = `  generator: { use: "openai-compatible:mock@${server.url}/v1", ${lineage}, price: { inputUsd: 1, outputUsd: 2 } }\n`;
  const varied = (concurrency: number) =>
    `${suiteWith('direct', model, 24)}attributes: { style: [formal, terse], difficulty: [easy, hard, odd], persona: { sample: 40 } }
slices: ["style:formal"]
run: { concurrency: ${concurrency} }
`;
  write(folder, { 'suite.yaml': varied(8) });
  const planned = json(await heldout(folder, 'generate', 'suite.yaml', '--dry-run', '--json'));
  expect(planned.cells[0]).toMatchObject({ target: 24, accepted: 0, pairs: { planned: 6, all: 6 } });
  expect(planned.cells[0].variants.length).toBeGreaterThan(20);
  const made = json(await heldout(folder, 'generate', 'suite.yaml', '--json'));
  expect(made).toMatchObject({ planned: 24, accepted: 24 });
  for (const { target, accepted } of made.cells[0].variants) expect(accepted).toBe(target);
  const cases = read(folder, 'queues/cases.jsonl');
  for (const line of cases.trim().split('\n')) {
    const { cell, tags } = JSON.parse(line);
    expect(Object.keys(cell.attributes)).toEqual(['difficulty', 'persona', 'style']);
    expect(tags).toEqual(
      expect.arrayContaining([`style:${cell.attributes.style}`, `difficulty:${cell.attributes.difficulty}`]),
    );
  }
  write(folder, { 'suite.yaml': varied(1) });
  await heldout(folder, 'generate', 'suite.yaml', '--fresh', '--json');
  expect(read(folder, 'queues/cases.jsonl')).toBe(cases);
});

test('a text in another language, or of another length, than its part of the cell says is refused', async () => {
  const { folder, server } = await mocked();
  const model = `  generator: { use: "openai-compatible:mock@${server.url}/v1", ${lineage}, price: { inputUsd: 1, outputUsd: 2 } }\n`;
  const written = `${suiteWith('direct', model, 4)}attributes: { language: [en, de], length: [2-12, 40-90] }\n`;
  write(folder, { 'suite.yaml': written });
  const made = json(await heldout(folder, 'generate', 'suite.yaml', '--json'));
  const [cell] = made.cells;
  expect(cell.reasons).toMatchObject({ length: expect.any(Number), exhausted: expect.any(Number) });
  for (const { attributes, accepted } of cell.variants)
    if (attributes.length === '40-90') expect(accepted).toBe(0);
});

test('attributes that nothing reads, or that cannot be, are refused before anything is asked', async () => {
  const { folder, server } = await mocked();
  const model = `  generator: { use: "openai-compatible:mock@${server.url}/v1", ${lineage}, price: { inputUsd: 1, outputUsd: 2 } }\n`;
  const problemOf = async (suite: string) => {
    write(folder, { 'suite.yaml': suite });
    const checked = await heldout(folder, 'check', 'suite.yaml', '--json');
    expect(checked.code).toBe(2);
    return json(checked).problems[0];
  };
  const suite = suiteWith('direct', model);
  expect(
    await problemOf(
      `${suite.replace('use: direct', 'use: perturb, with: { ops: [typo] }')}attributes: { style: [a, b] }\n`,
    ),
  ).toMatchObject({
    code: 'PART_OPTION',
    message: expect.stringContaining('nothing reads these attributes'),
    line: expect.any(Number),
  });
  for (const [attributes, message] of [
    ['{ style: [terse, Terse] }', 'named twice'],
    ['{ style: [] }', 'style'],
    ['{ language: [English] }', 'ISO 639-1'],
    ['{ length: [9-3] }', 'number of words'],
    ['{ style: { sample: 9 } }', 'only `persona`'],
  ] as const)
    expect(await problemOf(`${suite}attributes: ${attributes}\n`)).toMatchObject({
      code: expect.stringMatching(/^SUITE_/),
      message: expect.stringContaining(message),
    });
});

test('teacher-label: logs are answered, what they disagree on is counted, and what may not be copied is not', async () => {
  const bodies: { readonly logprobs?: boolean; readonly top_logprobs?: number }[] = [];
  const said = (text: string, asked: number) =>
    text.includes('Nobody') ? (['billing', 'outage', 'other'][asked % 3] ?? '') : 'outage';
  const server = createServer((call, reply) => {
    let body = '';
    call
      .on('data', (piece) => (body += piece))
      .on('end', () => {
        if (call.method === 'GET') return void reply.end('{"data":[]}');
        const asked = bodies.push(JSON.parse(body));
        const label = said(body, asked);
        const content = [`{"answer":"`, label, `"}`].map((token, index) => ({
          token,
          logprob: index === 1 ? -0.25 : -5,
          top_logprobs: [
            { token, logprob: -0.25 },
            { token: 'x', logprob: -1.25 },
          ],
        }));
        const message = { role: 'assistant', content: `{"answer":"${label}"}` };
        const choices = [{ index: 0, finish_reason: 'stop', message, logprobs: { content } }];
        const usage = { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 };
        reply
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify({ model: 'm', choices, usage }));
      });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // listens on a port, not on a pipe
  const log = [
    'The page is gone',
    'Nobody can tell what this is',
    'No answer from the host',
    'It is all down',
  ];
  const folder = project({
    ...files,
    'log.jsonl': log.map((said) => `${JSON.stringify({ said, thread: 't' })}\n`).join(''),
    'suite.yaml': suiteWith(
      'teacher-label',
      `  generator: { use: "openai-compatible:m@http://127.0.0.1:${port}/v1", ${lineage} }\n`,
      3,
    ).replace(
      /models:/,
      '  unlabelled: [{ path: log.jsonl, map: { input: said, cluster: thread }, licence: internal }]\nmodels:',
    ),
  });
  const made = await heldout(folder, 'generate', 'suite.yaml', '--json');
  expect(made.code, made.stderr).toBe(0);
  expect(json(made)).toMatchObject({ planned: 3, accepted: 3 });
  expect(bodies[0]).toMatchObject({ logprobs: true, top_logprobs: 2 });
  const cases = read(folder, '.heldout/suites/queues/cases.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(cases).toHaveLength(3);
  for (const one of cases) {
    expect(one).toMatchObject({ cluster: 't', expected: { label: 'outage' }, expectedFrom: 'proposed' });
    expect(one.provenance).toMatchObject({
      copyable: false,
      params: { agreement: 1, meanLogprob: -0.25, margin: 1 },
    });
  }
  write(folder, { 'log.jsonl': `${JSON.stringify({ said: 'a', expected: 'outage' })}\n` });
  const refused = await heldout(folder, 'check', 'suite.yaml', '--json');
  expect([refused.code, json(refused).problems[0].code]).toEqual([2, 'DATA_ROW']);
});

const freeTask = (kind: string, score: string, edges: string, url: string) => `schemaVersion: 1
id: free
title: Free texts
task: { kind: ${kind}, instructions: Help. }
data:
  heldout: [{ path: facts.jsonl, licence: MIT }]
  documents: [{ path: notes.md, licence: MIT }]
models:
  generator: { use: "openai-compatible:mock@${url}/v1", ${lineage} }
  judges: [{ use: "module:./judge.mjs", lineage: { vendor: none, family: other } }]
  target: { use: "module:./target.mjs", lineage: { vendor: none, family: own } }
skills:
  - { id: tell, description: Tells what matters., edgeCases: [${edges}] }
score: [{ use: ${score} }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`;
const edgeOf = (use: string, options = '{}') =>
  `{ id: edge, description: Short., expect: exact, quota: 3, generators: [{ use: ${use}, with: ${options} }] }`;

test.each([
  ['free-form', 'facts', edgeOf('free-form')],
  ['summarisation', 'facts', edgeOf('summarise', '{ variants: [plain, instruction, tiny] }')],
  [
    'qa',
    'contains',
    edgeOf(
      'fact-sheet',
      '{ sheet: { fee: { use: integer, with: { min: 100, max: 999 } } }, facts: ["The fee is {{ fee }} euros."], cases: [{ ask: "What is the fee in {{ fee }}?", expected: "{{ fee }}" }] }',
    ),
  ],
])('a cell of the kind %s is filled by a model, judged by what it must say', async (kind, score, edges) => {
  const { folder, server } = await mocked();
  const facts = 'The gate opens at 8. The key is with Anna. The lamp stays on.';
  write(folder, {
    'free.yaml': `
answers:
  - match: 'three to six facts that every'
    reply: '{"question":"Whereabouts {{words}}?","must":["the gate opens at 8","the key is with Anna","the lamp stays on"],"mustNot":[]}'
  - match: "Whereabouts"
    reply: '{"answer":"${facts}"}'
  - match: 'Name three to six facts'
    reply: '{"facts":[{"fact":"The gate opens at 8","quotation":"The gate opens at 8.","weight":3},{"fact":"The key is with Anna","quotation":"The key is with Anna.","weight":2}]}'
  - match: 'The fee is (\\d+) euros'
    reply: '{"document":"We write to you about it. The fee is {{1}} euros."}'
`,
    'notes.md': `${facts}\n\nNothing else is known of it.\n`,
    'facts.jsonl': `${JSON.stringify({ input: 'What about the gate?', expected: score === 'facts' ? { kind: 'facts', must: ['the cellar is dry'], mustNot: [] } : 'The cellar is dry' })}\n`,
    'judge.mjs': `export const target = { async call({ documents = [] }) { return { text: documents.map((one) => one.text).join(' ').replace(/Note to whoever.*\\n/, '') || ${JSON.stringify(facts)} }; } };`,
  });
  const persona = await mock({ persona: 'free.yaml', workingFolder: folder });
  onTestFinished(() => persona.close());
  write(folder, { 'suite.yaml': freeTask(kind, score, edges, persona.url) });
  const made = await heldout(folder, 'generate', 'suite.yaml', '--json');
  expect(made.code, made.stdout + made.stderr).toBe(0);
  expect(json(made)).toMatchObject({ planned: 3, accepted: 3 });
  expect(server.arrived()).toBe(0);
});

test('a suite words a prompt in its own way: models are asked so, and the digest tells', async () => {
  const { folder, server } = await mocked();
  const model = `  generator: { use: "openai-compatible:mock@${server.url}/v1", ${lineage} }\n`;
  const own = (name: string, user: string) =>
    `${suiteWith('direct', model)}prompts: { ${name}: { user: "${user}" } }\n`;
  write(folder, {
    'suite.yaml': own('direct/write', 'Write {{count}} cases about {{skill}}, in the tone of our shop.'),
    'hole.yaml': own('direct/write', 'Write {{number}} cases.'),
    'name.yaml': own('direct/wrte', 'Write {{count}} cases.'),
  });
  const made = await heldout(folder, 'generate', 'suite.yaml', '--record', 'tape.jsonl', '--json');
  expect(made.code, made.stderr).toBe(0);
  expect(read(folder, 'tape.jsonl')).toContain('in the tone of our shop');
  const [line = ''] = read(folder, 'queues/cases.jsonl').split('\n');
  const shown = json(await heldout(folder, 'generate', 'suite.yaml', '--show-prompts', '--json'));
  expect(shown.prompts[0]).toMatchObject({
    user: expect.stringContaining('in the tone of our shop'),
    digest: JSON.parse(line).provenance.promptDigest,
  });
  const problemOf = async (file: string) => json(await heldout(folder, 'check', file, '--json')).problems[0];
  expect(await problemOf('hole.yaml')).toMatchObject({
    code: 'PART_OPTION',
    message: expect.stringContaining('{{number}}'),
    hint: expect.stringContaining('{{count}}'),
  });
  expect(await problemOf('name.yaml')).toMatchObject({
    code: 'PART_OPTION',
    hint: expect.stringContaining('direct/write'),
  });
});
