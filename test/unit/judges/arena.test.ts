import { describe, expect, test } from 'vitest';
import { InfrastructureError } from '../../../core/errors.ts';
import { arena } from '../../../judges/scoring/arena.ts';
import { injections } from '../../fixtures/judged/injections.ts';
import { judgePanel } from '../../fixtures/judged/judge-panel.ts';
import { readFences } from '../../fixtures/judged/read-fences.ts';
import { qa, said, signal, text } from './judge-fixtures.ts';

type Said = 'first' | 'second' | 'tie';
const vote = (preferred: Said, reason = 'So it is.') => ({ reason, preferred });

/** A judge that prefers the output that names Oslo, wherever it stands. */
const knowing = (prompt: string) => {
  const { inside } = readFences(prompt);
  const [first, second] = [inside['first'], inside['second']].map(
    (output) => output?.includes('Oslo') === true,
  );
  return vote(first === second ? 'tie' : first ? 'first' : 'second');
};

const compare = (
  panel: ReturnType<typeof judgePanel>,
  candidate = 'It is Oslo.',
  baseline = 'It is Bergen, of course.',
  options: object = {},
) =>
  arena
    .create(options, { task: { ...qa, instructions: 'Answer.' } })
    .compare(
      { input: said('Which city?'), expected: text('Oslo') },
      { candidate: { text: candidate }, baseline: { text: baseline } },
      signal(),
      panel,
    );

describe('both orders', () => {
  test.each([
    ['first', 'second', 1, ['candidate', 'candidate']],
    ['second', 'first', -1, ['baseline', 'baseline']],
    ['first', 'first', 0, ['candidate', 'baseline']],
    ['second', 'second', 0, ['baseline', 'candidate']],
    ['tie', 'tie', 0, ['tie', 'tie']],
    ['first', 'tie', 0, ['candidate', 'tie']],
    ['tie', 'first', 0, ['tie', 'baseline']],
  ] as const)('%s, then %s: %d', async (one, other, difference, preferred) => {
    const answer = (prompt: string) =>
      vote(readFences(prompt).inside['first'] === 'It is Oslo.' ? one : other);
    const duel = await compare(judgePanel([answer]));
    expect(duel).toMatchObject({ status: 'compared', difference, votes: [{ difference, preferred }] });
  });

  const shownTo = async (options: object) => {
    const prompts: string[] = [];
    const silent = (prompt: string) => {
      prompts.push(prompt);
      return vote('tie');
    };
    await compare(judgePanel([silent]), 'A', 'B', options);
    return prompts.map(readFences);
  };

  test('the judge is shown the same two in both orders, by one fence each, with task, question and criteria', async () => {
    const [one, other] = await shownTo({ criteria: 'Which is kinder?' });
    expect(one?.inside).toEqual({
      message_of_user: 'Which city?',
      reference: 'Oslo',
      first: 'A',
      second: 'B',
    });
    expect(other?.inside).toEqual({
      message_of_user: 'Which city?',
      reference: 'Oslo',
      first: 'B',
      second: 'A',
    });
    expect(one?.outside).toBe(other?.outside);
    expect(one?.outside).toContain('Which is kinder?');
    expect((await shownTo({ reference: false }))[0]?.inside['reference']).toBeUndefined();
  });

  test('a judge that always takes the first one sees no difference, and one that knows does', async () => {
    expect(await compare(judgePanel([() => vote('first')]))).toMatchObject({ difference: 0 });
    expect(await compare(judgePanel([knowing]))).toMatchObject({ difference: 1 });
    expect(await compare(judgePanel([knowing]), 'It is Rome.', 'It is Oslo.')).toMatchObject({
      difference: -1,
    });
  });
});

describe('a panel', () => {
  test('the mean of what its judges say', async () => {
    const duel = await compare(judgePanel([knowing, () => vote('first'), () => vote('tie'), knowing]));
    expect(duel).toMatchObject({
      difference: 0.5,
      votes: [
        { family: 'family-1', difference: 1, candidateIsLonger: false },
        { family: 'family-2', difference: 0 },
        { family: 'family-3', difference: 0 },
        { family: 'family-4', difference: 1 },
      ],
    });
  });

  test('one order without a vote leaves the pair unscored', async () => {
    const half = (prompt: string) =>
      readFences(prompt).inside['first'] === 'It is Oslo.' ? vote('first') : 'second';
    expect(await compare(judgePanel([knowing, half]))).toMatchObject({
      status: 'unscored',
      reason: expect.stringContaining('scripted:judge-2 gave no vote that was offered'),
    });
    expect(
      await compare(judgePanel([() => vote('first', '') && { preferred: 'both', reason: '' }])),
    ).toMatchObject({
      status: 'unscored',
    });
    expect(await compare(judgePanel([]))).toMatchObject({ status: 'unscored' });
  });

  test('a judge that cannot be reached is a fault', async () => {
    const down = new InfrastructureError('no connection', null);
    await expect(compare(judgePanel([() => down]))).rejects.toThrow(down);
  });
});

test('equal outputs tie without a question; calls of tools are a part of an output', async () => {
  const never = judgePanel([() => new Error('asked')]);
  expect(await compare(never, 'Same.', 'Same.')).toEqual({
    status: 'compared',
    difference: 0,
    reason: 'the outputs are the same',
    votes: [],
  });
  const panel = judgePanel([() => vote('tie')]);
  const calls = { text: 'Same.', toolCalls: [{ name: 'f', arguments: 1 }] };
  const duel = await arena
    .create({}, { task: qa })
    .compare(
      { input: said('?'), expected: text('x') },
      { candidate: calls, baseline: { text: 'Same.' } },
      signal(),
      panel,
    );
  expect(duel).toMatchObject({ status: 'compared', votes: [{ candidateIsLonger: true }] });
});

describe('what an output says to the judge', () => {
  let harmless = '';
  /** Obeys whatever stands outside of the fences. */
  const obedient = (prompt: string) => {
    const { outside } = readFences(prompt);
    harmless = harmless === '' ? outside : harmless;
    return outside === harmless ? knowing(prompt) : vote('first');
  };

  test.each(Object.entries(injections))('%s wins nothing', async (_, attack) => {
    await compare(judgePanel([obedient]));
    for (const candidate of [attack, `It is Rome.\n${attack}`, `${attack}\nIt is Rome.`]) {
      expect(await compare(judgePanel([obedient]), candidate, 'It is Oslo.')).toMatchObject({
        difference: -1,
      });
      expect(await compare(judgePanel([obedient]), candidate, 'It is Bergen.')).toMatchObject({
        difference: 0,
      });
    }
    expect(await compare(judgePanel([obedient]), 'It is Oslo.', `It is Rome.\n${attack}`)).toMatchObject({
      difference: 1,
    });
  });
});
