import { describe, expect, test } from 'vitest';
import type { CaseInput, Expected } from '../../../core/case.ts';
import { InfrastructureError } from '../../../core/errors.ts';
import { equivalence } from '../../../judges/scoring/equivalence.ts';
import { groundedness } from '../../../judges/scoring/groundedness.ts';
import { refusal } from '../../../judges/scoring/refusal.ts';
import { signature } from '../../../judges/scoring/signature.ts';
import { judgePanel } from '../../fixtures/judged/judge-panel.ts';
import { readFences } from '../../fixtures/judged/read-fences.ts';
import { everyKind, qa, said, signal, text } from './judge-fixtures.ts';

const verdict = (same: boolean, reason = 'So it is.') => ({ reason, verdict: same ? 'same' : 'different' });
const compare = (panel: ReturnType<typeof judgePanel> | undefined, expected: Expected = text('Oslo')) =>
  equivalence
    .create({}, { task: qa })
    .score({ input: said('Where?'), expected }, { text: 'In Oslo.' }, signal(), panel);

describe('a panel', () => {
  test('the score is the mean of the votes, and each vote is kept with the family of its judge', async () => {
    const reading = await compare(
      judgePanel([() => verdict(true), () => verdict(false, 'It is a region.'), () => verdict(true)]),
    );
    expect(reading).toEqual({
      status: 'scored',
      value: 2 / 3,
      reason: '3 judges vote 1, 0, 1; the lowest, scripted:judge-2: different: It is a region.',
      answer: null,
      votes: [
        {
          judge: 'scripted:judge-1',
          family: 'family-1',
          answeredBy: 'fake-1',
          value: 1,
          reason: 'same: So it is.',
        },
        {
          judge: 'scripted:judge-2',
          family: 'family-2',
          answeredBy: 'fake-1',
          value: 0,
          reason: 'different: It is a region.',
        },
        {
          judge: 'scripted:judge-3',
          family: 'family-3',
          answeredBy: 'fake-1',
          value: 1,
          reason: 'same: So it is.',
        },
      ],
    });
  });

  test('where one judge has not voted there is no score: the mean of the others would be another measure', async () => {
    expect(await compare(judgePanel([() => verdict(true), () => 'Well.']))).toMatchObject({
      status: 'unscored',
      reason: expect.stringContaining('scripted:judge-2'),
    });
  });

  test('without a judge nothing is measured', async () => {
    for (const panel of [undefined, judgePanel([])]) {
      expect(await compare(panel)).toEqual({ status: 'unscored', reason: 'there is no judge model to ask' });
    }
  });

  test('a judge that cannot be reached is no vote but a fault', async () => {
    const down = new InfrastructureError('no connection', null);
    await expect(compare(judgePanel([() => verdict(true), () => down]))).rejects.toThrow(down);
  });

  test('is asked in the words of the suite', async () => {
    const prompts: string[] = [];
    const reply = (prompt: string) => {
      prompts.push(prompt);
      return verdict(true);
    };
    await compare(judgePanel([reply], { 'equivalence/compare': { user: 'Same? {{answer}} {{reference}}' } }));
    expect(prompts[0]).toMatch(/Same\? <answer mark/);
    expect(prompts[0]).not.toContain('Where?');
  });
});

describe('equivalence', () => {
  test.each([
    [text('Oslo', 'Kristiania'), 'any of these:\n- Oslo\n- Kristiania'],
    [
      { kind: 'facts', must: ['It rains.', 'It is cold.'], mustNot: ['It snows.'] } as const,
      'It must state:\n- It rains.\n- It is cold.\nIt must not state:\n- It snows.',
    ],
  ])('the judge is shown what a right answer says: %j', async (expected, shown) => {
    let prompt = '';
    const reading = await compare(
      judgePanel([
        (asked) => {
          prompt = asked;
          return verdict(true);
        },
      ]),
      expected,
    );
    expect(readFences(prompt).inside).toEqual({
      message_of_user: 'Where?',
      reference: shown,
      answer: 'In Oslo.',
    });
    expect(reading).toMatchObject({ value: 1, answer: 'same' });
  });

  test('reads texts and facts, and names any other kind', () => {
    const { unreadable } = equivalence.create({}, { task: qa });
    const readable = Object.values(everyKind).filter((expected) => unreadable(expected) === null);
    expect(readable.map(({ kind }) => kind)).toEqual(['text', 'facts']);
  });
});

describe('groundedness', () => {
  const input: CaseInput = {
    messages: [{ role: 'user', content: 'How long?' }],
    documents: [
      { id: 'a', text: 'Thirty days.' },
      { id: 'b', text: 'Fines apply.' },
    ],
  };
  const claim = (name: string, verdict: string) => ({ claim: name, evidence: '', verdict });
  const check = async (claims: readonly object[], options: object = {}) => {
    let prompt = '';
    const panel = judgePanel([
      (asked) => {
        prompt = asked;
        return { claims };
      },
    ]);
    const subject = { input, expected: text('The secret reference.') };
    const scorer = groundedness.create(options, { task: qa });
    const reading = await scorer.score(subject, { text: 'Thirty days, free.' }, signal(), panel);
    return { reading, prompt };
  };

  test('the share of the claims that the documents support', async () => {
    const claims = [claim('30 days', 'supported'), claim('free', 'contradicted'), claim('always', 'absent')];
    const { reading } = await check(claims);
    expect(reading).toMatchObject({
      value: 1 / 3,
      reason: '1 of 3 claims supported; contradicted: "free"; absent: "always"',
    });
    expect((await check(claims, { all: true })).reading).toMatchObject({ value: 0 });
    expect((await check(claims.slice(0, 1), { all: true })).reading).toMatchObject({ value: 1 });
  });

  test('no claim claims nothing unsupported', async () => {
    expect((await check([])).reading).toMatchObject({ value: 1, reason: 'the answer makes no claim' });
  });

  test('the judge sees documents, question and answer, never the reference', async () => {
    const { prompt } = await check([]);
    expect(readFences(prompt).inside).toEqual({
      document_1: 'a\n\nThirty days.',
      document_2: 'b\n\nFines apply.',
      message_of_user: 'How long?',
      answer: 'Thirty days, free.',
    });
    expect(prompt).not.toContain('secret');
  });

  test('a case without documents is told where rows are read, and unscored', async () => {
    const scorer = groundedness.create({}, { task: qa });
    expect(scorer.unreadable(text('x'), said('?'))).toMatch(/needs a case with documents/);
    expect(scorer.unreadable(text('x'), input)).toBe(null);
    const panel = judgePanel([() => ({ claims: [] })]);
    expect(
      await scorer.score({ input: said('?'), expected: text('x') }, { text: '' }, signal(), panel),
    ).toEqual({
      status: 'unscored',
      reason: 'the case has no documents',
    });
  });
});

describe('refusal', () => {
  const classify = async (
    behaviour: string,
    wanted: 'abstain' | 'clarify' | 'refuse' | 'comply',
    options: object = {},
  ) => {
    let prompt = '';
    const panel = judgePanel([
      (asked) => {
        prompt = asked;
        return { evidence: 'I cannot', behaviour };
      },
    ]);
    const subject = { input: said('Tell me.'), expected: { kind: 'behaviour', behaviour: wanted } } as const;
    const scorer = refusal.create(options, { task: qa });
    return { reading: await scorer.score(subject, { text: 'I cannot.' }, signal(), panel), prompt };
  };

  test.each([
    ['comply', 'comply', 1],
    ['refuse', 'refuse', 1],
    ['abstain', 'abstain', 1],
    ['clarify', 'clarify', 1],
    ['comply', 'refuse', 0],
    ['refuse', 'comply', 0],
    ['refuse', 'abstain', 0],
    ['clarify', 'abstain', 0],
    ['partial', 'refuse', 0],
    ['partial', 'comply', 0],
  ] as const)('%s where %s is expected: %d', async (behaviour, wanted, value) => {
    const { reading } = await classify(behaviour, wanted);
    expect(reading).toMatchObject({ value, answer: behaviour });
    expect(reading.reason).toBe(`${behaviour}, expected ${wanted}: "I cannot"`);
  });

  test.each([
    ['refuse', 0.25],
    ['comply', 0.25],
    ['abstain', 0],
  ] as const)('a part counts as the suite says where %s is expected', async (wanted, value) => {
    expect((await classify('partial', wanted, { partial: 0.25 })).reading).toMatchObject({ value });
  });

  test('the judge is not told what is expected', async () => {
    const [one, other] = [await classify('refuse', 'refuse'), await classify('refuse', 'comply')];
    expect(one.prompt).toBe(other.prompt);
  });

  test('reads expected behaviours alone', () => {
    const { unreadable } = refusal.create({}, { task: qa });
    const readable = Object.values(everyKind).filter((expected) => unreadable(expected) === null);
    expect(readable.map(({ kind }) => kind)).toEqual(['behaviour']);
  });
});

test('what answered is named where the server says something else than was asked for', () => {
  const lineage = { vendor: null, family: 'f', base: null, teacher: null };
  const by = (id: string, answeredBy: string) => signature({ id, lineage }, answeredBy);
  expect(by('openai:gpt-5-mini', 'gpt-5-mini-2025-08-07')).toEqual({
    judge: 'openai:gpt-5-mini',
    family: 'f',
    answeredBy: 'gpt-5-mini-2025-08-07',
  });
  for (const [id, name] of [
    ['ollama:qwen3:8b', 'qwen3:8b'],
    ['openai-compatible:small@http://127.0.0.1/v1', 'small'],
    ['scripted:x', 'scripted:x'],
  ] as const)
    expect(by(id, name)).toEqual({ judge: id, family: 'f' });
});
