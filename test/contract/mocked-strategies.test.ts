import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../core/json.ts';
import type { ModelClient } from '../../core/model.ts';
import { createRandom } from '../../core/random.ts';
import type { GenerateRequest, Proposal } from '../../core/seams.ts';
import { generators, trainingParts } from '../../generators/index.ts';
import { anthropicClient } from '../../models/clients/anthropic-client.ts';
import { ollamaClient } from '../../models/clients/ollama-client.ts';
import { openaiClient, openaiCompatibleClient } from '../../models/clients/openai-client.ts';
import { type MockServer, startMockServer } from '../../models/mock/mock-server.ts';
import { echoPersona, type Persona, type PersonaAnswer } from '../../models/mock/persona.ts';
import { clientWriter } from '../../pipeline/generation/client-writer.ts';
import { caseOf, task } from '../unit/generators/perturb-fixtures.ts';
import { qa } from '../unit/generators/rule-fixtures.ts';
import { trainingRequest } from '../unit/generators/training-fixtures.ts';
import { strategyExamples } from './strategy-examples.ts';

const says = (match: RegExp, reply: string): PersonaAnswer => ({ match, replies: [reply], call: null });
const twoCases =
  '{"cases":[{"input":"My letter {{number}} never came","answer":"ham"},{"input":"Win {{number}} euros today","answer":"spam"}]}';
const facts =
  '"must":["boxes are closed with tape","they weigh 5 kg","paper is put inside"],"mustNot":["boxes are nailed"]';
/** What each strategy asks for, as the mock gives it. */
const persona: Persona = {
  ...echoPersona,
  answers: [
    says(/Write \d+ cases|next \d+ cases|near misses of it/, twoCases),
    says(/Write \d+ texts/, '{"texts":["Please look into ticket {{number}} about this."]}'),
    says(/rewordings/, '{"texts":["Request {{number}}: somebody wants the same, said otherwise."]}'),
    says(/Add ten to twenty words/, '{"input":"Now it is about {{number}} letters","answer":"ham"}'),
    says(/<text>\n([\s\S]*)\n<\/text>/, '{"text":"{{1}} otherwise {{number}}"}'),
    says(/The values:([\s\S]*)Write the document/, '{"document":"Note {{number}}. {{1}}"}'),
    says(/The facts:([\s\S]*)Write the document/, '{"document":"Minutes {{number}}. {{1}}"}'),
    says(
      /<part 1>\n((\S+ \S+).*?\.)/,
      '{"items":[{"question":"What is said in {{number}}?","answer":"{{2}}","citations":["{{1}}"]}]}',
    ),
    says(/<document>\n(Chapter.*?\.)/, '{"facts":[{"fact":"{{1}}","quotation":"{{1}}","weight":3}]}'),
    says(/Write one question/, `{"question":"How are boxes packed in {{number}}?",${facts}}`),
    says(
      /How are boxes packed/,
      '{"answer":"Boxes are closed with tape. They weigh 5 kg. Paper is put inside."}',
    ),
    says(/First the steps/, '{"rationale":"Because of sentence {{number}}.","answer":"ham"}'),
    says(/Give the right answer/, '{"answer":"ham"}'),
  ],
};
const nonsense: Persona = { ...echoPersona, default: '{"nonsense":true}' };

let server: MockServer;
let broken: MockServer;
let slow: MockServer;
const behaviour = { port: 0, seed: 0, models: null, faults: [], batchMs: 1, needsKey: false };
beforeAll(async () => {
  server = await startMockServer({ ...behaviour, persona, latencyMs: [0, 5] });
  broken = await startMockServer({ ...behaviour, persona: nonsense, latencyMs: [0, 0] });
  slow = await startMockServer({ ...behaviour, persona, latencyMs: [30_000, 30_000] });
});
afterAll(() => Promise.all([server, broken, slow].map((one) => one.close())));

/** Every wire format that a writer can speak. */
const formats: Readonly<Record<string, (url: string) => Promise<ModelClient> | ModelClient>> = {
  'chat completions': (url) => openaiClient('gpt-5-mini', { OPENAI_API_KEY: 'mock' }, `${url}/v1`),
  responses: (url) => openaiClient('gpt-5-pro', { OPENAI_API_KEY: 'mock' }, `${url}/v1`),
  'compatible servers': (url) => openaiCompatibleClient('mock', `${url}/v1`, {}),
  anthropic: (url) => anthropicClient('claude-mock', { ANTHROPIC_API_KEY: 'mock' }, url),
  ollama: (url) => ollamaClient('mock', { OLLAMA_HOST: url }),
};
const lineage = { vendor: 'mocked', family: 'mock', base: null, teacher: null };

async function writing(format: string, at: MockServer) {
  const open = formats[format];
  if (open === undefined) throw new RangeError(format);
  const client = await open(at.url);
  const faults = new Map<string, number>();
  return {
    client,
    faults,
    writer: clientWriter([{ client, use: { use: 'mock', lineage: null }, lineage }], faults),
  };
}
// Proposals are plain data by their types; JSON has no narrower name for that.
const written = (proposals: readonly Proposal[]) =>
  proposals.map((one) => canonicalJson(one as unknown as Json));

const parents = [
  'Please send the letter again',
  'You have won a prize today',
  'Where is my second letter',
].map((text) => caseOf(text));

describe.each(Object.keys(formats))('over the wire of %s', (format) => {
  const asking = generators.filter(({ prompts }) => prompts !== undefined);

  test.each(asking)('$name writes cases, the same bytes for the same seed', async (part) => {
    const example = strategyExamples[part.name];
    if (example === undefined) throw new RangeError(part.name);
    const { client, writer } = await writing(format, server);
    const propose = async () => {
      const found: Proposal[] = [];
      const request: GenerateRequest = {
        ...example.request,
        // Questions that are all alike get one answer where the provider takes no seed: seeds make them differ.
        parents: (source) => (source === 'seeds' ? [...example.request.parents(source), ...parents] : []),
        random: createRandom(3),
        writer,
        wanted: 3,
      };
      const generator = part.create(example.options, { task: example.task ?? qa });
      for await (const one of generator.propose(request, new AbortController().signal))
        if (found.push(one) === 3) break;
      return found;
    };
    const found = await propose();
    expect(found.length).toBeGreaterThan(1);
    for (const { writtenBy, input } of found) {
      expect(writtenBy).toMatchObject({
        model: client.id,
        lineage,
        promptDigest: expect.stringMatching(/^\w{16}$/),
      });
      expect(input.messages.at(-1)?.content).toMatch(/\S/);
    }
    expect(written(await propose())).toEqual(written(found));
  });

  test('verified reasoning is written too', async () => {
    const [part] = trainingParts.filter(({ prompts }) => prompts !== undefined);
    const { client, writer } = await writing(format, server);
    const seeds = parents.map((one) => ({ ...one, split: 'train' as const }));
    const found = [];
    const maker = part?.create({ samples: 1 }, { task });
    for await (const one of maker?.make(
      trainingRequest(seeds, { task, writer }),
      new AbortController().signal,
    ) ?? [])
      found.push(one);
    expect(found).toHaveLength(3);
    expect(found[0]).toMatchObject({ answer: 'ham', writtenBy: { model: client.id } });
  });

  const direct = asking.filter(({ name }) => name === 'direct');
  test.each(direct)('replies that do not fit are counted, and end it', async (part) => {
    const { writer, faults } = await writing(format, broken);
    const request = { ...strategyExamples['direct']?.request, writer, wanted: 3 } as GenerateRequest;
    const found = [];
    for await (const one of part.create({}, { task }).propose(request, new AbortController().signal))
      found.push(one);
    expect(found).toEqual([]);
    expect(faults.get('reply-schema')).toBeGreaterThanOrEqual(5);
  });

  test.each(direct)('an abort ends a question at once', async (part) => {
    const { writer } = await writing(format, slow);
    const request = { ...strategyExamples['direct']?.request, writer } as GenerateRequest;
    const abort = new AbortController();
    const started = performance.now();
    const first = part.create({}, { task }).propose(request, abort.signal)[Symbol.asyncIterator]().next();
    setTimeout(() => abort.abort(new Error('enough')), 50);
    await expect(first).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
