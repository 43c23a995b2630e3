import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import type { Proposal } from '../../../core/seams.ts';
import { simulator } from '../../../generators/simulator.ts';
import { issues, proposals, texts } from './rule-fixtures.ts';

const money = (min: number, max: number) => ({ use: 'money', with: { min, max, currency: 'EUR' } });

const purse = {
  id: 'purse',
  sample: { who: { use: 'name', with: { locale: 'en' } }, start: money(10, 100) },
  state: { balance: '{{ start }}', payments: 0 },
  steps: [3, 6],
  events: [
    {
      id: 'pay',
      weight: 2,
      when: 'balance >= amount',
      sample: { amount: money(0.01, 60) },
      set: { balance: 'balance | minus: amount', payments: 'payments | plus: 1' },
      say: '{{ who.first }} pays {{ amount }}.',
    },
    {
      id: 'earn',
      sample: { amount: money(0.01, 20) },
      set: { balance: 'balance | plus: amount' },
      say: 'In comes {{ amount }}.',
    },
    {
      id: 'double',
      when: 'balance < 10',
      set: { balance: 'balance | times: 2' },
      say: 'From {{ before.balance }} to {{ balance }}.',
    },
  ],
  open: '{{ who }} has {{ start }}.',
  ask: 'What is left?',
  expected: { kind: 'number', value: '{{ balance }}', unit: 'EUR' },
};
const options = { scenarios: [purse] };

interface Params {
  readonly scenario: string;
  readonly start: { readonly who: string; readonly start: number; readonly balance: number };
  readonly end: { readonly balance: number; readonly payments: number };
  readonly events: readonly { readonly id: string; readonly values: { readonly amount?: number } }[];
  readonly coverage: { readonly events: number; readonly of: number };
}
const paramsOf = ({ params }: Proposal) => params as unknown as Params;
const cents = (amount: number) => BigInt(Math.round(amount * 100));

/** The balance in whole cents, from the amounts that stand in the text. */
function balanceInText(text: string): bigint {
  let balance = 0n;
  for (const [, verb, euros, hundredths] of text.matchAll(/(has|pays|comes|to) €?(\d+)(?:\.(\d+))?/g)) {
    const amount = BigInt(euros ?? 0) * 100n + BigInt((hundredths ?? '0').padEnd(2, '0'));
    if (verb === 'has' || verb === 'to') balance = amount;
    else balance += verb === 'pays' ? -amount : amount;
  }
  return balance;
}

describe('simulator', () => {
  test('the expected value is what re-simulation gives, to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        for (const proposal of await proposals(simulator, options, { seed, count: 30 })) {
          const { start, events, end } = paramsOf(proposal);
          let [balance, payments] = [cents(start.start), 0];
          for (const { id, values } of events) {
            const amount = cents(values.amount ?? 0);
            if (id === 'pay') {
              expect(balance >= amount).toBe(true);
              payments += 1;
              balance -= amount;
            } else if (id === 'earn') balance += amount;
            else {
              expect(balance < 1000n).toBe(true);
              balance *= 2n;
            }
          }
          const value = Number(`${balance}e-2`);
          expect(proposal.expected).toEqual({ kind: 'number', value, tolerance: 0, unit: 'EUR' });
          expect(end).toEqual({ balance: value, payments });
          expect(events.length).toBeGreaterThanOrEqual(3);
          expect(events.length).toBeLessThanOrEqual(6);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('the text says all that is needed to compute it', async () => {
    for (const proposal of await proposals(simulator, options, { count: 200 })) {
      const [text = ''] = texts([proposal]);
      expect(proposal.expected).toMatchObject({ value: Number(`${balanceInText(text)}e-2`) });
    }
  });

  test('a proposal is complete', async () => {
    const counter = {
      id: 'count',
      state: { n: 1, log: { last: 'none' } },
      steps: 2,
      events: [{ id: 'up', set: { n: 'n | plus: 0.1' }, say: 'Add 0.1 to {{ before.n }}.' }],
      ask: 'Result?',
      expected: { kind: 'json', value: { n: '{{ n }}', last: '{{ log.last }}' } },
      join: '\n',
    };
    expect(await proposals(simulator, { scenarios: [counter] })).toEqual([
      {
        input: { messages: [{ role: 'user', content: 'Add 0.1 to 1.\nAdd 0.1 to 1.1.\nResult?' }] },
        expected: { kind: 'json', value: { n: 1.2, last: 'none' } },
        expectedFrom: 'computed',
        tags: ['up'],
        params: {
          scenario: 'count',
          start: { n: 1, log: { last: 'none' } },
          events: [
            { id: 'up', values: {} },
            { id: 'up', values: {} },
          ],
          end: { n: 1.2, log: { last: 'none' } },
          coverage: { events: 1, of: 1 },
        },
        parents: [],
        cluster: 'count',
        claims: { effect: null, edits: [], maxChangedWords: null, words: null, language: 'cell' },
      },
    ]);
  });

  test('all assignments of an event see the state before it', async () => {
    const swap = {
      id: 'swap',
      state: { a: 'x', b: 'y' },
      steps: 1,
      events: [{ id: 'swap', set: { a: 'b', b: 'a' }, say: 'Swap.' }],
      ask: '?',
      expected: '{{ a }}{{ b }}',
    };
    const [found] = await proposals(simulator, { scenarios: [swap] });
    expect(found?.expected).toEqual({ kind: 'text', accept: ['yx'] });
  });

  test('every event happens early, and tags name those that did', async () => {
    const found = await proposals(simulator, options, { count: 30 });
    expect(found.map((proposal) => paramsOf(proposal).coverage.events).at(-1)).toBe(3);
    for (const proposal of found) {
      expect([...proposal.tags].sort()).toEqual(
        [...new Set(paramsOf(proposal).events.map(({ id }) => id))].sort(),
      );
    }
  });

  test('an event whose condition fails does not happen; with none left the scenario ends early', async () => {
    const stock = {
      id: 'stock',
      sample: { item: { use: 'choice', with: { of: ['pens', 'cups'] } } },
      state: { left: 2 },
      steps: 5,
      events: [
        {
          id: 'sell',
          when: 'left > 0',
          set: { left: 'left | minus: 1' },
          say: 'One of the {{ item }} is sold.',
        },
      ],
      ask: 'How many are left?',
      expected: { kind: 'number', value: '{{ left }}' },
    };
    const found = await proposals(simulator, { scenarios: [stock] });
    expect([...texts(found)].sort()).toEqual([
      'One of the cups is sold. One of the cups is sold. How many are left?',
      'One of the pens is sold. One of the pens is sold. How many are left?',
    ]);
    expect(found.map(({ expected }) => (expected as { value: number }).value)).toEqual([0, 0]);
  });

  test('dates', async () => {
    const delivery = {
      id: 'delivery',
      sample: {
        ordered: { use: 'date', with: { from: '2024-02-20', to: '2024-02-28', format: '%-d %B %Y' } },
      },
      state: { due: '{{ ordered }}' },
      steps: 1,
      events: [
        {
          id: 'delay',
          sample: { days: { use: 'integer', with: { min: 1, max: 9 } } },
          set: { due: 'due | add_days: days' },
          say: 'It takes {{ days }} days.',
        },
      ],
      open: 'Ordered on {{ ordered }}.',
      ask: 'When does it come?',
      expected: '{{ due }}',
    };
    for (const proposal of await proposals(simulator, { scenarios: [delivery] }, { count: 60 })) {
      const [, day, , days] = /on (\d+) (\w+) 2024\. It takes (\d+)/.exec(texts([proposal])[0] ?? '') ?? [];
      const due = new Date(Date.UTC(2024, 1, Number(day) + Number(days))).toISOString().slice(0, 10);
      expect(proposal.expected).toEqual({ kind: 'text', accept: [due] });
    }
  });

  test('scenarios take turns, each with its own draws', async () => {
    const two = { scenarios: [purse, { ...purse, id: 'other' }] };
    const found = await proposals(simulator, two, { count: 20 });
    expect(found.slice(0, 4).map(({ cluster }) => cluster)).toEqual(['purse', 'other', 'purse', 'other']);
    const alone = await proposals(simulator, options, { count: 10 });
    expect(found.filter(({ cluster }) => cluster === 'purse')).toEqual(alone);
    expect(texts(found.filter(({ cluster }) => cluster === 'other'))).not.toEqual(texts(alone));
  });

  test('the seed decides, byte for byte; how many are wanted does not', async () => {
    const bytes = async (seed: number, wanted: number) =>
      JSON.stringify(await proposals(simulator, options, { seed, wanted, count: 40 }));
    expect(await bytes(1, 5)).toBe(await bytes(1, 500));
    expect(await bytes(1, 5)).not.toBe(await bytes(2, 5));
  });
});

describe('what goes wrong later', () => {
  const withEvent = (event: object, more: object = {}) => ({
    scenarios: [
      {
        id: 's',
        state: { n: 1 },
        steps: 1,
        events: [{ id: 'e', say: 'x', ...event }],
        ask: '?',
        expected: '{{ n }}',
        ...more,
      },
    ],
  });

  test.each<[string, unknown, string]>([
    [
      'no event at the start',
      withEvent({ when: 'n > 5' }),
      'GENERATOR_INPUT: simulator: scenario `s`: no event can happen in the first step, from the state {"n":1}',
    ],
    [
      'condition that is none',
      withEvent({ when: 'n | plus: 1' }),
      'scenario `s`: `when` of event `e` came out as 2, not as true or false',
    ],
    ['arithmetic on text', withEvent({ set: { n: '"a" | plus: 1' } }), 'scenario `s`: "a" is not a number'],
    ['unknown field of the state', withEvent({ say: '{{ n.x }}' }), 'scenario `s`: undefined variable: n.x'],
    [
      'not a number',
      withEvent({}, { expected: { kind: 'number', value: 'n {{ n }}' } }),
      'scenario `s`: the expected value `n {{ n }}` came out as "n 1", not a number',
    ],
  ])('%s', async (_, given, message) => {
    await expect(proposals(simulator, given)).rejects.toThrow(HeldoutError);
    await expect(proposals(simulator, given)).rejects.toThrow(message);
  });

  test.each<[string, unknown, string]>([
    [
      'unknown state',
      withEvent({ set: { m: 'n' } }),
      'scenarios.0.events.0.set.m: there is no state `m`: did you mean `n`?',
    ],
    [
      'unknown variable in a condition',
      withEvent({ when: 'amount > n' }),
      'scenarios.0.events.0.when: there is no state or sample `amount`: known: n',
    ],
    [
      'braces',
      withEvent({ when: '{{ n }} > 1' }),
      'scenarios.0.events.0.when: an expression is written without braces',
    ],
    ['syntax', withEvent({ when: 'n => 1' }), 'scenarios.0.events.0.when: expected "|" before filter'],
    [
      'sample of another event',
      withEvent(
        {},
        {
          events: [
            { id: 'a', sample: { k: money(1, 2) }, say: 'x' },
            { id: 'b', say: '{{ k }}' },
          ],
        },
      ),
      'scenarios.0.events.1.say: there is no state or sample `k`: did you mean `n`?',
    ],
    [
      'event sample in the question',
      withEvent({ sample: { k: money(1, 2) } }, { ask: '{{ k }}' }),
      'scenarios.0.ask: there is no state or sample `k`: did you mean `n`?',
    ],
    [
      'before in the question',
      withEvent({}, { ask: '{{ before.n }}' }),
      'scenarios.0.ask: there is no state or sample `before`: known: n',
    ],
    [
      'field of a sample',
      withEvent({ sample: { k: money(1, 2) }, say: '{{ k.amont }}' }),
      'scenarios.0.events.0.say: `k` has no field `amont`: did you mean `amount`?',
    ],
    [
      'sample named like state',
      withEvent({ sample: { n: money(1, 2) } }),
      'scenarios.0.events.0.sample.n: `n` has a meaning of its own here',
    ],
    [
      'case sample named like state',
      withEvent({}, { sample: { n: money(1, 2) } }),
      'scenarios.0.sample.n: `n` has a meaning of its own here',
    ],
    [
      'reserved',
      withEvent({}, { state: { n: 1, before: 2 } }),
      'scenarios.0.state.before: `before` has a meaning of its own here',
    ],
    [
      'state from an unknown sample',
      withEvent({}, { state: { n: '{{ start }}' } }),
      'scenarios.0.state.n: there is no sample `start`: no names are known here',
    ],
    ['steps', withEvent({}, { steps: [3, 2] }), 'scenarios.0.steps: the least stands first, then the most'],
    ['weight', withEvent({ weight: 0 }), 'scenarios.0.events.0.weight: must be greater than 0'],
    ['no event', withEvent({}, { events: [] }), 'scenarios.0.events: name at least one event'],
    [
      'event twice',
      withEvent(
        {},
        {
          events: [
            { id: 'a', say: 'x' },
            { id: 'a', say: 'y' },
          ],
        },
      ),
      'scenarios.0.events.1.id: `a` is used twice',
    ],
    ['scenario twice', { scenarios: [purse, purse] }, 'scenarios.1.id: `purse` is used twice'],
    ['no scenario', { scenarios: [] }, 'scenarios: name at least one scenario'],
    [
      'bad sampler',
      withEvent({ sample: { k: { use: 'coin' } } }),
      'scenarios.0.events.0.sample.k.use: no sampler is called `coin`: known: integer, decimal, money, date, choice, name, luhn, iban, unit',
    ],
  ])('%s is refused', (_, given, message) => {
    expect(issues(simulator, given)).toContain(message);
  });

  test('right options have no issues, unknown keys do', () => {
    expect(issues(simulator, options)).toEqual([]);
    expect(issues(simulator, withEvent({ sey: 'x' }))[0]).toContain('sey');
  });
});
