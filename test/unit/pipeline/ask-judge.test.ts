import { expect, onTestFinished, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { chooseJudge } from '../../../pipeline/gaps/ask-judge.ts';
import { gaps } from '../../../pipeline/gaps.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { run } from '../../../pipeline/run.ts';
import { showPrompts } from '../../../pipeline/show-prompts.ts';
import { project, target } from '../../e2e/cli.ts';
import { lastMessage } from '../../fixtures/providers/judge-reply.ts';
import { loopbackProvider, type Reaction } from '../../fixtures/providers/loopback-provider.ts';

const tags = ['t0', 't1', 't2', 't3', 't4', 't5'];
/** Every row of another tag and with another address; the target fails the first three tags. */
const rows = Array.from({ length: 180 }, (_, i) => ({
  input: `Please tell the clerk jane.roe${i}@acme.io at the desk in hall ${i} to say w${i}`,
  expected: `w${i}`,
  tags: [tags[i % 6]],
}));

const suite = (judges: string, more: string) => `schemaVersion: 1
id: desk
title: Desk
task: { kind: qa, instructions: Say it. }
data: { heldout: [{ path: rows.jsonl }]${more.includes('redact') ? ', redact: true' : ''} }
models:
  judges: [${judges}]
  target: { use: "module:./broken.mjs", lineage: { vendor: own, family: own } }
skills: [{ id: say, description: Says it. }]
score: [{ use: contains }]
slices: [${tags.join(', ')}]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
run: { concurrency: 1 }
${more.replace('redact', '')}`;

const reason = (more: object = {}) =>
  JSON.stringify({
    evidence: [2],
    why: 'Long requests name a place first.',
    weakSkill: 'telling place and order apart',
    common: 'yes',
    ...more,
  });

/** A run of the broken target, and a judge that says of each tag what the test wants. */
async function asking(replies: Readonly<Record<string, string | Reaction>>, more = '', family = 'judge') {
  const provider = await loopbackProvider(({ path, body }) => {
    if (path.endsWith('/models')) return { json: { data: [] } };
    const messages = JSON.stringify(body['messages']);
    const tag = /#(t\d): /.exec(messages)?.[1] ?? lastMessage(body);
    const content = replies[tag] ?? reason();
    if (typeof content !== 'string') return content;
    const usage = { prompt_tokens: 10, completion_tokens: 5 };
    return { json: { choices: [{ message: { content }, finish_reason: 'stop' }], usage } };
  });
  onTestFinished(() => provider.close());
  const judge = `{ use: "openai-compatible:j@${provider.url}/v1", lineage: { vendor: none, family: ${family} } }`;
  const folder = project({
    'rows.jsonl': rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    'broken.mjs': target(
      'const n = Number(/\\d+$/.exec(text)[0]); return { text: n % 6 < 3 ? "no" : "w" + n };',
    ),
    'suite.yaml': suite(family === '' ? '' : judge, more),
  });
  await run(await loadSuite('suite.yaml', folder), { workingFolder: folder });
  const ask = async () => {
    const loaded = await loadSuite('suite.yaml', folder);
    return gaps(loaded, { ask: true }).finally(() => loaded.session.close());
  };
  const questions = () => provider.seen.filter(({ path }) => !path.endsWith('/models'));
  return { folder, provider, ask, questions };
}

test('a judge writes the hypotheses; what repeats a case or has no form is refused, and the rule stands', async () => {
  const { folder, ask, questions } = await asking({
    t1: reason({ why: 'It fails where the clerk AT THE DESK in hall 7, to say w7, is told.' }),
    t2: 'They are all about desks.',
  });
  const ruled = await gaps(await loadSuite('suite.yaml', folder));
  expect(questions()).toEqual([]);
  expect(ruled).toMatchObject({ asked: null });
  expect(ruled.hypotheses.map(({ by, unwritten }) => [by, unwritten])).toEqual(
    Array.from({ length: 3 }, () => ['rules', null]),
  );

  const found = await ask();
  const [first, ...others] = found.hypotheses;
  expect(first).toMatchObject({
    cell: 'real/#t0',
    weakSkill: 'telling place and order apart',
    why: 'Long requests name a place first.',
    evidence: [ruled.hypotheses[0]?.evidence[1]],
    by: expect.stringContaining('openai-compatible:j'),
    unwritten: null,
  });
  expect(others).toEqual([
    { ...ruled.hypotheses[1], unwritten: 'repeats-case' },
    { ...ruled.hypotheses[2], unwritten: 'malformed' },
  ]);
  // One repair of the reply that had no form.
  expect(found.asked?.spend.requests).toBe(4);
  expect(questions()).toHaveLength(4);
  // Replies are kept.
  expect((await ask()).hypotheses).toEqual(found.hypotheses);
  expect(questions()).toHaveLength(4);
});

test('it is asked in the words of the suite, which `--show-prompts` shows', async () => {
  const own = "prompts: { gaps/weak-skill: { user: 'In our words: {{failures}}' } }\n";
  const { folder, ask, questions } = await asking({}, own);
  await ask();
  expect(questions().map(({ body }) => lastMessage(body).slice(0, 14))).toEqual(
    Array.from({ length: 3 }, () => 'In our words: '),
  );
  const shown = showPrompts(await loadSuite('suite.yaml', folder));
  expect(shown.find(({ name }) => name === 'gaps/weak-skill')).toMatchObject({
    part: 'gaps',
    user: 'In our words: {{failures}}',
  });
  expect(shown.map(({ name }) => name)).toContain('contamination/same-question');
});

test('no common reason, a server that refuses and an address in the words: the rule stands', async () => {
  const { ask } = await asking({
    t0: reason({ common: 'no', evidence: [] }),
    t1: { json: {}, status: 503, headers: { 'retry-after': '0' } },
    t2: reason({ why: 'They name people such as tom.b@acme-mail.net first.' }),
  });
  const found = await ask();
  expect(found.hypotheses.map(({ by, unwritten }) => [by, unwritten])).toEqual([
    ['rules', 'no-common-reason'],
    ['rules', 'unreachable'],
    ['rules', 'repeats-case'],
  ]);
});

test('when the budget ends the rest is not asked, and nothing is lost', async () => {
  const { ask, questions } = await asking({}, 'budget: { requests: 2 }');
  const found = await ask();
  expect(found.hypotheses.map(({ unwritten }) => unwritten)).toEqual([null, null, 'budget']);
  expect(questions()).toHaveLength(2);
});

test('a judge sees surrogates where the suite says redact, and the addresses themselves where it does not', async () => {
  const plain = await asking({});
  await plain.ask();
  expect(JSON.stringify(plain.questions())).toContain('jane.roe0@acme.io');
  const redacting = await asking({}, 'redact');
  await redacting.ask();
  const seen = JSON.stringify(redacting.questions());
  expect(seen).toContain('at the desk in hall');
  expect(seen).not.toContain('@acme.io');
});

test('no judge that may judge the target is exit 2 with what to do', async () => {
  const { ask } = await asking({}, '', '');
  const thrown = await ask().catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(HeldoutError);
  expect(String(thrown)).toContain('names no language model that may judge module:./broken.mjs');
});

test('the first judge that is not related to the target is asked, a related one only where the suite lets it', async () => {
  const judge = (family: string) =>
    `{ use: "openai-compatible:${family}@http://127.0.0.1:9/v1", lineage: { vendor: none, family: ${family} } }`;
  const chosen = async (judges: string, families: string) => {
    const text = suite(judges, '').replace('models:\n', `models:\n  allowSharedFamily: ${families}\n`);
    const folder = project({ 'suite.yaml': text, 'broken.mjs': target('return { text };') });
    const lineage = { vendor: 'own', family: 'own', base: null, teacher: null };
    return chooseJudge(await loadSuite('suite.yaml', folder), { ref: 'own', digest: null, lineage });
  };
  expect(await chosen(`${judge('own')}, ${judge('other')}`, '"no other at hand"')).toBe(1);
  expect(await chosen(judge('own'), '"no other at hand"')).toBe(0);
});
