import { describe, expect, test } from 'vitest';
import { type Expected, inputText } from '../../../core/case.ts';
import { HeldoutError } from '../../../core/errors.ts';
import type { Json } from '../../../core/json.ts';
import { perturb } from '../../../generators/perturb.ts';
import {
  type Asked,
  caseOf,
  generatorOf,
  ham,
  proposed,
  requestOf,
  task,
  textOf,
} from './perturb-fixtures.ts';

const spam: Expected = { kind: 'label', label: 'spam' };
const parents = [
  caseOf('The delivery was late again and nobody answers the telephone.'),
  caseOf('Please send another invoice, because the first one was wrong.'),
  caseOf('Everything works since the update, thanks for looking into that.'),
  caseOf('Winning numbers are waiting, claim them before midnight.', spam),
  caseOf('Cheap watches from the factory, there are only seven left.', spam),
];
const seeds: Asked = { parents: { seeds: parents } };

function opOf(params: Json): unknown {
  return params !== null && typeof params === 'object' ? Reflect.get(params, 'op') : undefined;
}

async function faultOf(options: Json, asked: Asked): Promise<HeldoutError> {
  try {
    await proposed(options, asked);
  } catch (error) {
    if (error instanceof HeldoutError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('what is proposed', () => {
  test('an invariant operator keeps the expected value, and the proposal says how it was made', async () => {
    const found = await proposed({ ops: ['double-char'] }, { parents: { seeds: [caseOf('xx abbb yy zz')] } });
    expect(found).toEqual([
      {
        input: { messages: [{ role: 'user', content: 'xx abbbb yy zz' }] },
        expected: ham,
        expectedFrom: 'inherited',
        tags: [],
        params: {
          op: 'double-char',
          options: {},
          from: 'seeds',
          share: null,
          effect: 'invariant',
          vouched: false,
        },
        parents: [caseOf('xx abbb yy zz').id],
        cluster: null,
        claims: {
          effect: 'invariant',
          edits: [],
          maxChangedWords: 0.25,
          words: { min: 4, max: 4 },
          language: 'any',
        },
      },
    ]);
  });

  test('options of an operator are recorded with their defaults, the share too', async () => {
    const [made] = await proposed(
      { ops: ['obfuscate', { use: 'pad', with: { sentences: 2 } }], share: 0.5, from: 'heldout' },
      { parents: { heldout: parents } },
    );
    expect(made?.params).toEqual({
      op: 'obfuscate',
      options: { minLetters: 5 },
      from: 'heldout',
      share: 0.5,
      effect: 'invariant',
      vouched: false,
    });
  });

  test('only the last user message is edited', async () => {
    const input = {
      messages: [
        { role: 'system', content: 'abbb system' },
        { role: 'user', content: 'abbb first' },
        { role: 'assistant', content: 'abbb answer' },
        { role: 'user', content: 'abbb xx' },
        { role: 'assistant', content: 'abbb end' },
      ],
      documents: [{ id: 'd', text: 'abbb document' }],
    } as const;
    const [made] = await proposed({ ops: ['double-char'] }, { parents: { seeds: [caseOf('', ham, input)] } });
    const messages = input.messages.map((message, at) =>
      at === 3 ? { ...message, content: 'abbbb xx' } : message,
    );
    expect(made?.input).toEqual({ ...input, messages });
  });

  test('where no user speaks the last message is edited', async () => {
    const input = {
      messages: [
        { role: 'system', content: 'abbb' },
        { role: 'assistant', content: 'abbb' },
      ],
    } as const;
    const [made] = await proposed({ ops: ['double-char'] }, { parents: { seeds: [caseOf('', ham, input)] } });
    expect(made?.input.messages.map(({ content }) => content)).toEqual(['abbb', 'abbbb']);
  });

  test('what operators declare is claimed: kinds, bounds, no bound', async () => {
    const subject = caseOf(
      'I paid $1,200 on 5 March 2024 for chapter 14, and much more for all that came later.',
    );
    const options = { ops: ['date-format', 'upper', 'digits-to-words', 'disclaimer'] };
    const found = await proposed(options, { parents: { seeds: [subject] } });
    const claims = new Map(found.map(({ params, claims: made }) => [opOf(params), made]));
    expect(claims.get('date-format')).toMatchObject({
      edits: ['date'],
      maxChangedWords: 3 / 18,
      language: 'cell',
    });
    expect(claims.get('upper')).toMatchObject({ edits: ['entity', 'date'], maxChangedWords: null });
    expect(claims.get('digits-to-words')).toMatchObject({ edits: ['number'], maxChangedWords: 1 / 18 });
    expect(claims.get('disclaimer')).toMatchObject({ edits: [], maxChangedWords: 0 });
    expect(claims.get('disclaimer')?.words).toEqual({ min: 39, max: 45 });
  });
});

describe('parents', () => {
  test.each(['seeds', 'heldout', 'accepted'] as const)('from %s', async (from) => {
    const asked = { parents: { seeds: [], heldout: [], accepted: [], [from]: parents } };
    const found = await proposed({ ops: ['typo'], from }, asked);
    expect(found.flatMap((proposal) => proposal.parents).sort()).toEqual(parents.map(({ id }) => id).sort());
  });

  test.each([
    ['seeds', 'has no seeds'],
    ['heldout', 'has no held-out cases'],
    ['accepted', 'has no accepted cases'],
  ])('none from %s is a fault', async (from, words) => {
    const thrown = await faultOf({ ops: ['typo'], from }, {});
    expect(thrown.problems[0].code).toBe('GENERATOR_INPUT');
    expect(thrown.message).toContain(words);
    expect(thrown.message).toContain('mail');
    expect(thrown.problems[0].hint).not.toBeNull();
  });

  test('labels take only parents with one of them', async () => {
    const found = await proposed({ ops: ['typo', 'filler'], labels: ['spam'] }, seeds);
    expect(found).toHaveLength(4);
    for (const proposal of found) expect(proposal.expected).toEqual(spam);
  });

  test('labels that no parent has are a fault that names those they have', async () => {
    const thrown = await faultOf({ ops: ['typo'], labels: ['odd'] }, seeds);
    expect(thrown.problems[0]).toMatchObject({ code: 'GENERATOR_INPUT', hint: 'they have: ham, spam' });
  });

  test('labels that the task does not have are refused when the part is made', () => {
    for (const options of [
      { labels: ['hamm'] },
      { labelMap: { ham: 'spamm' } },
      { labelMap: { hem: 'spam' } },
    ]) {
      expect(() => perturb.create({ ops: ['typo'], ...options }, { task })).toThrow(
        /PART_OPTION: .* is not a label of the task/,
      );
    }
    const other = { kind: 'qa', instructions: '' } as const;
    expect(() => perturb.create({ ops: ['typo'], labels: ['x'] }, { task: other })).not.toThrow();
  });
});

describe('effects', () => {
  const statement = caseOf('The room was clean.');
  const asked: Asked = { parents: { seeds: [statement, caseOf('The food was stale.', spam)] } };

  test('a label map maps, and skips labels that are not in it', async () => {
    const found = await proposed({ ops: ['negate'], labelMap: { ham: 'odd' } }, asked);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ expected: { kind: 'label', label: 'odd' }, expectedFrom: 'inherited' });
    expect(found[0]?.claims.effect).toBe('label-map');
    expect(found[0]?.params).toMatchObject({ effect: 'label-map', vouched: false });
    expect(found[0]?.parents).toEqual([statement.id]);
  });

  test('a label map does not reach into the prototype', async () => {
    const odd = caseOf('The room was clean.', { kind: 'label', label: 'constructor' });
    const thrown = await faultOf(
      { ops: ['negate'], labelMap: { ham: 'odd' } },
      { parents: { seeds: [odd] } },
    );
    expect(thrown.problems[0].code).toBe('GENERATOR_INPUT');
    expect(thrown.message).toContain('labelMap');
  });

  test.each(['negate', 'truncate', 'quote'])('directional: the output for %s must change', async (name) => {
    const long = caseOf(`The room was clean. ${'More of it. '.repeat(20)}`);
    const found = await proposed({ ops: [name] }, { parents: { seeds: [long] }, expect: 'directional' });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      expected: { kind: 'changed', from: long.id },
      expectedFrom: 'inherited',
    });
    expect(found[0]?.claims.effect).toBe('unknown');
    expect(found[0]?.params).toMatchObject({ effect: 'unknown', vouched: false });
  });

  test('directional: an invariant operator still keeps the expected value', async () => {
    const found = await proposed({ ops: ['upper'] }, { ...asked, expect: 'directional' });
    expect(found.map(({ expected }) => expected.kind)).toEqual(['label', 'label']);
  });

  test('people can vouch for an operator of unknown effect, and that is recorded', async () => {
    const found = await proposed(
      { ops: ['quote', 'upper'], effect: 'invariant' },
      { parents: { seeds: [statement] } },
    );
    expect(found.map(({ params }) => params)).toMatchObject([
      { op: 'quote', options: { words: null }, effect: 'invariant', vouched: true },
      { op: 'upper', effect: 'invariant', vouched: false },
    ]);
    for (const proposal of found) expect(proposal.expected).toEqual(ham);
    expect(found[0]?.claims.effect).toBe('invariant');
  });

  test('beside an invariant operator one of unknown effect is passed over', async () => {
    const found = await proposed({ ops: ['quote', 'negate', 'upper'] }, asked);
    expect(found.map(({ params }) => opOf(params))).toEqual(['upper', 'upper']);
  });

  test('nothing but unknown effects is a fault that says how to mend it', async () => {
    const thrown = await faultOf({ ops: ['quote', 'negate'] }, asked);
    expect(thrown.problems[0].code).toBe('GENERATOR_INPUT');
    expect(thrown.message).toContain('quote, negate');
    for (const way of ['effect: invariant', 'expect: directional', 'labelMap']) {
      expect(thrown.problems[0].hint).toContain(way);
    }
  });
});

describe('order', () => {
  const ops = ['typo', 'upper', 'pad'];

  test('each operator meets each parent once, and they take turns', async () => {
    const found = await proposed({ ops }, seeds);
    const pairs = found.map(({ params, parents: [parent] }) => `${opOf(params)}/${parent}`);
    expect(new Set(pairs)).toEqual(new Set(ops.flatMap((op) => parents.map(({ id }) => `${op}/${id}`))));
    expect(pairs).toHaveLength(ops.length * parents.length);
    const turns = ['typo', 'upper', 'pad', 'typo', 'upper', 'upper', 'pad', 'typo', 'upper', 'pad'];
    expect(found.slice(0, 10).map(({ params }) => opOf(params))).toEqual(turns);
    for (const round of [0, 5, 10]) {
      expect(new Set(found.slice(round, round + 5).map(({ parents: [parent] }) => parent)).size).toBe(5);
    }
  });

  test('the same seed gives the same proposals, however many are wanted or taken', async () => {
    const all = await proposed({ ops }, { ...seeds, wanted: 3 });
    expect(await proposed({ ops }, { ...seeds, wanted: 1000 })).toEqual(all);
    expect(await proposed({ ops }, seeds, 4)).toEqual(all.slice(0, 4));
    expect(await proposed({ ops }, { ...seeds, seed: 2 })).not.toEqual(all);
  });

  test('a pair gives the same text whatever else is listed', async () => {
    const alone = await proposed({ ops: ['typo'] }, { parents: { seeds: parents.slice(0, 1) } });
    const among = await proposed({ ops: ['upper', 'typo', 'pad'] }, seeds);
    expect(among).toContainEqual(alone[0]);
  });

  test('parents of the same text are edited apart', async () => {
    const text = 'Several rather different words stand here, and every one of them could be touched.';
    const found = await proposed(
      { ops: ['typo'] },
      { parents: { seeds: [caseOf(text), caseOf(text, spam)] } },
    );
    const [first, second] = found.map(textOf);
    expect(first).not.toBe(second);
  });

  test('an operator that can do nothing with a text is passed over', async () => {
    const mixed = [caseOf('no figures here'), caseOf('there are 12 here'), caseOf('')];
    const found = await proposed({ ops: ['digits-to-words', 'upper'] }, { parents: { seeds: mixed } });
    expect(found.map(textOf).sort()).toEqual([
      'NO FIGURES HERE',
      'THERE ARE 12 HERE',
      'there are twelve here',
    ]);
  });

  test('stops when it is aborted', async () => {
    const stop = new AbortController();
    const run = generatorOf({ ops }).propose(requestOf(seeds), stop.signal)[Symbol.asyncIterator]();
    expect((await run.next()).done).toBe(false);
    stop.abort(new Error('enough'));
    await expect(run.next()).rejects.toThrow('enough');
  });
});

test('the mail of the example: ham is quoted, cut and padded, every case with its own text', async () => {
  const mails = Array.from({ length: 20 }, (_, i) =>
    caseOf(`Subject: item ${i}\n\n${'some words about nothing in particular '.repeat(10 + i)}`),
  );
  const options = {
    ops: [
      { use: 'quote', with: { words: 150 } },
      { use: 'truncate', with: { words: 30 } },
      'obfuscate',
      'typo',
      'disclaimer',
    ],
    labels: ['ham'],
    share: 0.15,
    effect: 'invariant',
  };
  const found = await proposed(options, { parents: { seeds: mails } });
  expect(found).toHaveLength(100);
  expect(new Set(found.map(({ input }) => inputText(input))).size).toBe(100);
  for (const { params, input } of found) {
    if (opOf(params) === 'truncate') expect(inputText(input).split(/\s+/)).toHaveLength(33);
    if (opOf(params) === 'quote')
      expect(inputText(input)).toMatch(/^Subject: Re: item \d+\n\n.*\n> some words/s);
  }
});
