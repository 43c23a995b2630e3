import { describe, expect, test } from 'vitest';
import type { Candidate, Expected, ExpectedFrom, Ruling } from '../../../core/case.ts';
import { InfrastructureError } from '../../../core/errors.ts';
import type { Reading } from '../../../core/run.ts';
import type { AdmissionContext } from '../../../core/seams.ts';
import { type Prompt, promptDigest, reworded } from '../../../core/writing.ts';
import { solvePrompt } from '../../../judges/admission/prompts/solve.ts';
import { validation } from '../../../judges/admission/validation.ts';
import { label } from '../../../judges/scoring/label.ts';
import { numeric } from '../../../judges/scoring/numeric.ts';
import { type AskedJudge, allYes, fencedText, scriptedJudge } from '../../fixtures/models/scripted-judge.ts';
import { caseOf, classification, contextOf, labelled, number, qa, signal, text } from './judge-fixtures.ts';

const asIs = (prompt: Prompt<string>) => prompt;
const task = classification('ham', 'spam');
const scored = label.create({}, { task });
/** A context in which answers are scored by label. */
const context = (more: Partial<AdmissionContext> = {}) =>
  contextOf({ task, score: (candidate, output, abort) => scored.score(candidate, output, abort), ...more });

const says = (solved: string, assessed = allYes, same = 'no') =>
  scriptedJudge(({ kind }) =>
    kind === 'solve' ? solved : kind === 'assess' ? assessed : `{"same":"${same}"}`,
  );
const assessed = (more: object) => JSON.stringify({ ...JSON.parse(allYes), ...more });

function rules(
  judge: ReturnType<typeof scriptedJudge>,
  candidate: Candidate = caseOf('hello'),
  more: Partial<AdmissionContext> = {},
): Promise<Ruling> {
  return validation(judge, asIs).assess(candidate, context(more), signal());
}

describe('the judge solves the case first', () => {
  test('without a word of what is expected, of the edge case, or of who vouches for it', async () => {
    const secret = 'ham-8f1c';
    const judge = says('{"label":"ham"}');
    const edgeCase = { ...contextOf().edgeCase, id: 'edge-77', description: 'described-77' };
    const candidate = caseOf('Where is my parcel?', { tags: [secret], expected: labelled('ham') });
    await rules(judge, candidate, { edgeCase });
    const [solving, assessing] = judge.asked;
    expect(judge.asked.map(({ kind }) => kind)).toEqual(['solve', 'assess']);
    expect(solving?.system).toContain('Which queue?');
    expect(solving?.system).toContain('exactly one of these labels: ham, spam');
    expect(fencedText(solving as AskedJudge)).toBe('Where is my parcel?');
    for (const word of [secret, 'edge-77', 'described-77', 'expected>'])
      expect(`${solving?.system}${solving?.user}`).not.toContain(word);
    expect(fencedText(assessing as AskedJudge, 'expected')).toBe('ham');
    expect(assessing?.system).toContain('edge-77: described-77');
    expect(judge.asked.map(({ temperature }) => temperature)).toEqual([0, 0]);
  });

  test('it agrees and has nothing against the case: accepted, with both on record', async () => {
    expect(await rules(says('{"label":"ham"}'))).toEqual({
      status: 'accepted',
      code: null,
      reason: 'agrees: answered ham, expected ham; realism 4 of 5',
    });
  });

  test.each<[ExpectedFrom, Ruling['status'], number]>([
    ['computed', 'accepted', 2],
    ['declared', 'undecided', 1],
    ['inherited', 'undecided', 1],
    ['proposed', 'rejected', 1],
  ])('it comes to another answer, %s: %s', async (expectedFrom, status, asked) => {
    const judge = says('{"label":"spam"}');
    const ruling = await rules(judge, caseOf('hello', { expectedFrom }));
    expect(ruling).toMatchObject({ status, code: 'validity' });
    expect(ruling.reason).toContain('answered spam, expected ham');
    // What it says once it has seen the answer cannot talk a disagreement away: it is asked only where the case stays.
    expect(judge.asked).toHaveLength(asked);
  });
});

describe('then it answers four questions and grades', () => {
  test.each<[object, Ruling['code']]>([
    [{ valid: 'no' }, 'off-skill'],
    [{ expected: 'no' }, 'validity'],
    [{ unambiguous: 'no' }, 'ambiguous'],
    [{ edgeCase: 'no' }, 'edge-case'],
    [{ realism: 2 }, 'realism'],
    [{ realism: 1 }, 'realism'],
    [{ realism: 3 }, null],
    [{ realism: 5 }, null],
    [{ valid: 'no', expected: 'no', realism: 1 }, 'validity'],
  ])('%j: %s', async (more, code) => {
    const judge = says('{"label":"ham"}', assessed(more));
    const ruling = await rules(judge, caseOf('hello', { expectedFrom: 'proposed' }));
    expect(ruling).toMatchObject({ status: code === null ? 'accepted' : 'rejected', code });
  });

  test.each<[ExpectedFrom, object, Ruling['status'], Ruling['code']]>([
    ['computed', { edgeCase: 'no' }, 'accepted', 'edge-case'],
    ['computed', { edgeCase: 'no', realism: 2 }, 'rejected', 'realism'],
    ['inherited', { unambiguous: 'no' }, 'undecided', 'ambiguous'],
    ['inherited', { realism: 1 }, 'rejected', 'realism'],
    ['declared', { valid: 'no' }, 'undecided', 'off-skill'],
  ])('%s, %j: %s, %s', async (expectedFrom, more, status, code) => {
    const judge = says('{"label":"ham"}', assessed(more));
    expect(await rules(judge, caseOf('hello', { expectedFrom }))).toMatchObject({ status, code });
  });

  test('every objection is in the reason', async () => {
    const judge = says('{"label":"ham"}', assessed({ valid: 'no', edgeCase: 'no', realism: 1 }));
    const { reason } = await rules(judge, caseOf('hello', { expectedFrom: 'proposed' }));
    expect(reason).toContain('does not test the skill');
    expect(reason).toContain('does not show the edge case');
    expect(reason).toContain('realism 1 of 5');
  });
});

describe('answers in words', () => {
  const disagrees: Reading = { status: 'scored', value: 0, reason: 'not “Oslo”', answer: null };
  const words = (same: string, expected: Expected = text('Oslo')) => {
    const judge = says('{"answer":"It is in Oslo, Norway."}', allYes, same);
    const candidate = caseOf('Where?', { expected, expectedFrom: 'proposed' });
    return { judge, ruling: rules(judge, candidate, { task: qa, score: async () => disagrees }) };
  };

  test.each([text('Oslo'), { kind: 'facts', must: ['It is in Oslo'], mustNot: [] } as const])(
    'another wording is compared by a question of its own, which does not say whose answer it is',
    async (expected) => {
      const { judge, ruling } = words('yes', expected);
      expect(await ruling).toMatchObject({ status: 'accepted', code: null });
      expect(judge.asked.map(({ kind }) => kind)).toEqual(['solve', 'compare', 'assess']);
      const [, comparing] = judge.asked;
      expect(fencedText(comparing as AskedJudge, 'answer')).toBe('It is in Oslo, Norway.');
      expect(comparing?.user).not.toMatch(/your own|you answered/i);
      expect(await words('no', expected).ruling).toMatchObject({ status: 'rejected', code: 'validity' });
    },
  );

  test('the same wording is not compared again, and numbers and labels never are', async () => {
    const judge = says('{"answer":"Oslo"}');
    const right: Reading = { status: 'scored', value: 1, reason: 'right', answer: null };
    await rules(judge, caseOf('?', { expected: text('Oslo') }), { task: qa, score: async () => right });
    expect(judge.asked.map(({ kind }) => kind)).toEqual(['solve', 'assess']);
    const scorer = numeric.create({}, { task: qa });
    const off = says('{"answer":"7"}', allYes, 'yes');
    const candidate = caseOf('?', { expected: number(5), expectedFrom: 'proposed' });
    const score: AdmissionContext['score'] = (item, output, abort) => scorer.score(item, output, abort);
    expect(await rules(off, candidate, { task: qa, score })).toMatchObject({ status: 'rejected' });
    expect(off.asked.map(({ kind }) => kind)).toEqual(['solve']);
  });
});

describe('the form of its own answer', () => {
  const outputSchema = {
    type: 'object',
    properties: {
      total: { type: 'number', minimum: 1 },
      vendor: { enum: ['A', 'B'] },
      lines: { type: 'array', items: { type: 'string' } },
    },
    required: ['total', 'vendor'],
  } as const;
  const extraction = (schema: typeof outputSchema | { readonly type: 'object' } | null) =>
    ({ kind: 'extraction', instructions: 'Read it.', outputSchema: schema }) as const;
  const solved = async (reply: string, schema: Parameters<typeof extraction>[0]) => {
    const outputs: string[] = [];
    const judge = says(reply);
    const expected = { kind: 'json', value: { total: 5 } } as const;
    const ruling = await rules(judge, caseOf('A 5', { expected }), {
      task: extraction(schema),
      score: async (_, output) => {
        outputs.push(output.text);
        return { status: 'scored', value: 1, reason: 'every field', answer: null };
      },
    });
    return { outputs, ruling };
  };

  test('an object of the plain fields of the schema: values that it did not foresee can be said', async () => {
    const { outputs } = await solved('{"total":0.5,"vendor":"C"}', outputSchema);
    expect(outputs.map((output) => JSON.parse(output))).toEqual([{ total: 0.5, vendor: 'C' }]);
    expect((await solved('{"total":"five","vendor":"A"}', outputSchema)).ruling.code).toBe('judge-unusable');
  });

  test.each([null, { type: 'object' } as const])(
    'a text where the schema %j names no fields',
    async (schema) => {
      const { outputs } = await solved('{"answer":"{\\"total\\":5}"}', schema);
      expect(outputs).toEqual(['{"total":5}']);
    },
  );
});

describe('replies that are no answer', () => {
  const bad: readonly (readonly [string, string])[] = [
    ['prose', 'The case is fine, I accept it.'],
    ['an empty reply', ''],
    ['white space', ' \n\t '],
    ['another language', 'Der Fall ist in Ordnung.'],
    [
      'JSON in another language',
      '{"gültig":"ja","erwartet":"ja","eindeutig":"ja","randfall":"ja","realismus":5}',
    ],
    ['JSON with an extra key', allYes.replace('{', '{"verdict":"accept",')],
    ['JSON in prose', `My verdict is ${allYes}, as the case says.`],
    ['two answers', `${allYes}\n${allYes}`],
    ['a missing key', '{"valid":"yes","expected":"yes","unambiguous":"yes","realism":4}'],
    ['a level that was not offered', assessed({ realism: 6 })],
    ['half a level', assessed({ realism: 4.5 })],
    ['a level in words', assessed({ realism: 'high' })],
    ['a level as a text', assessed({ realism: '4' })],
    ['another word for yes', assessed({ valid: 'Yes' })],
    ['maybe', assessed({ expected: 'maybe' })],
    ['a truth value', assessed({ valid: true })],
    ['a list', `[${allYes}]`],
    ['null', 'null'],
    ['half of it', allYes.slice(0, 40)],
  ];

  test.each(bad)('%s counts as unusable after one repair, and admits nothing', async (_name, reply) => {
    for (const expectedFrom of ['computed', 'inherited', 'proposed'] as const) {
      const judge = says('{"label":"ham"}', reply);
      const ruling = await rules(judge, caseOf('hello', { expectedFrom }));
      expect(ruling).toMatchObject({ status: 'undecided', code: 'judge-unusable' });
      expect(judge.asked.map(({ kind, turn }) => `${kind} ${turn}`)).toEqual([
        'solve 1',
        'assess 1',
        'assess 2',
      ]);
    }
  });

  test.each([
    ['prose', 'spam, I think'],
    ['a label that was not offered', '{"label":"eggs"}'],
    ['an extra key', '{"label":"ham","sure":true}'],
    ['an empty reply', ''],
  ])('%s in place of its own answer: unusable', async (_name, reply) => {
    expect(await rules(says(reply))).toMatchObject({ status: 'undecided', code: 'judge-unusable' });
  });

  test('one that fits after the repair counts', async () => {
    const judge = scriptedJudge(({ kind, turn }) =>
      kind === 'solve' ? '{"label":"ham"}' : turn === 1 ? 'Looks good!' : allYes,
    );
    expect(await rules(judge)).toMatchObject({ status: 'accepted', code: null });
  });

  test('a server that fails is no ruling', async () => {
    const judge = scriptedJudge(() => {
      throw new InfrastructureError('503', null);
    });
    await expect(rules(judge)).rejects.toThrow('503');
  });
});

test('a suite words the questions in its own way, and the digest tells', async () => {
  const own = (prompt: Prompt<string>) =>
    reworded(prompt, { 'judge/solve': { system: 'Löse das: {{instructions}} {{form}}' } });
  const judge = says('{"label":"ham"}');
  await validation(judge, own).assess(caseOf('hello'), context(), signal());
  expect(judge.asked[0]?.system).toBe('Löse das: Which queue? exactly one of these labels: ham, spam');
  expect(promptDigest(own(solvePrompt))).not.toBe(promptDigest(solvePrompt));
});

test('who answered is on record where the server says more than the name', async () => {
  const judge = says('{"label":"ham"}');
  expect(await rules(judge)).not.toHaveProperty('answeredBy');
  const dated = {
    ...judge,
    ask: async (...asked: Parameters<typeof judge.ask>) => ({
      ...(await judge.ask(...asked)),
      answeredBy: 'judge-2026-08-07',
    }),
  };
  // ask is generic, which a wrapper in an object cannot be.
  const ruling = await validation(dated as typeof judge, asIs).assess(caseOf('hello'), context(), signal());
  expect(ruling.answeredBy).toBe('judge-2026-08-07');
});
