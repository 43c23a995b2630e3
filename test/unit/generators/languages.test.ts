import { describe, expect, test } from 'vitest';
import type { Case } from '../../../core/case.ts';
import type { GeneratorPart } from '../../../core/parts.ts';
import { protectedSpans } from '../../../core/protected-spans.ts';
import type { Proposal } from '../../../core/seams.ts';
import { backTranslate } from '../../../generators/back-translate.ts';
import { codeSwitch } from '../../../generators/code-switch.ts';
import { translate } from '../../../generators/translate.ts';
import { masked, unmasked } from '../../../generators/writing/placeholders.ts';
import { type Asked, scriptedWriter } from '../../fixtures/models/scripted-writer.ts';
import { caseOf, requestOf, task } from './perturb-fixtures.ts';

const order = caseOf('Please send order 4711 to Bergen before the weekend.');
async function rewritten(
  part: GeneratorPart,
  options: object,
  answer: (asked: Asked) => string,
  parents: readonly Case[] = [order],
) {
  const reasons: string[] = [];
  const writer = scriptedWriter((asked) => ({ text: answer(asked) }));
  const request = {
    ...requestOf({ parents: { seeds: parents } }),
    writer,
    passedOver: (reason: string) => void reasons.push(reason),
  };
  const found: Proposal[] = [];
  for await (const one of part.create(options, { task }).propose(request, new AbortController().signal))
    found.push(one);
  return { found, reasons: [...new Set(reasons)], asked: writer.asked };
}

describe('translate', () => {
  test('what must survive is a mark while the model works, and stands in the text again', async () => {
    const { found, asked } = await rewritten(
      translate,
      { to: ['de'] },
      () => 'Bitte vor dem Wochenende nach ⟦2⟧ die Bestellung ⟦1⟧ schicken.',
    );
    expect(asked[0]?.messages.at(-1)?.content).toContain('order ⟦1⟧ to ⟦2⟧ before');
    expect(asked[0]?.messages.at(-1)?.content).toContain('into German');
    expect(found[0]).toMatchObject({
      input: {
        messages: [{ content: 'Bitte vor dem Wochenende nach Bergen die Bestellung 4711 schicken.' }],
      },
      expected: order.expected,
      expectedFrom: 'inherited',
      tags: expect.arrayContaining(['language-de']),
      claims: { language: { is: 'de' } },
    });
  });

  test.each([
    ['lost', 'Bitte nach ⟦2⟧ schicken.'],
    ['doubled', '⟦1⟧ ⟦1⟧ nach ⟦2⟧'],
    ['made up', '⟦1⟧ nach ⟦2⟧ und ⟦3⟧'],
  ])('a text with a mark %s is passed over and counted', async (_, text) => {
    expect(await rewritten(translate, { to: ['de'] }, () => text)).toMatchObject({
      found: [],
      reasons: ['mark-lost'],
    });
  });

  test('a text that comes back as it was is none', async () => {
    const { found, reasons } = await rewritten(
      translate,
      { to: ['de'] },
      () => 'please send order ⟦1⟧ to ⟦2⟧ before the weekend.',
    );
    expect([found, reasons]).toEqual([[], ['unchanged']]);
  });

  test('an answer in words of one language is not taken over into another', async () => {
    const free = { ...order, expected: { kind: 'text', accept: ['On Friday'] } } as const;
    await expect(rewritten(translate, { to: ['de'] }, () => 'x', [free])).rejects.toThrow(
      /no seeds whose answer stays right in another language/,
    );
    const within = { ...order, expected: { kind: 'text', accept: ['Bergen'] } } as const;
    const { found } = await rewritten(translate, { to: ['de'] }, () => '⟦1⟧ nach ⟦2⟧, bitte!', [within]);
    expect(found[0]?.expected).toEqual(within.expected);
  });
});

test('back-translate goes there and back, by the next model in turn, and refuses what came back the same', async () => {
  const { found, asked } = await rewritten(backTranslate, { via: ['fr'] }, ({ sample }) =>
    sample === 0 ? 'Envoyez ⟦1⟧ à ⟦2⟧' : 'Kindly ship number ⟦1⟧ over to ⟦2⟧',
  );
  expect(asked.map(({ messages }) => messages.at(-1)?.content.split('\n')[0])).toEqual([
    'Translate into French:',
    'Translate into English:',
  ]);
  expect(asked[1]?.messages.at(-1)?.content).toContain('Envoyez ⟦1⟧ à ⟦2⟧');
  expect(found[0]?.input.messages[0].content).toBe('Kindly ship number 4711 over to Bergen');
  const same = await rewritten(
    backTranslate,
    { via: ['fr'] },
    () => 'Please send order ⟦1⟧ to ⟦2⟧ before the weekend!',
  );
  expect([same.found, same.reasons]).toEqual([[], ['unchanged']]);
});

describe('code-switch', () => {
  const by = (text: string, way = 'words') =>
    rewritten(codeSwitch, { with: ['es'], ways: [way] }, () => text);

  test('some words of a second language are wanted, not none and not all', async () => {
    const mixed = await by('Please send el pedido ⟦1⟧ to ⟦2⟧ before the fin de semana.');
    expect(mixed.found[0]).toMatchObject({
      tags: expect.arrayContaining(['code-switch-es']),
      claims: { language: 'any' },
    });
    expect((await by('Please, send order ⟦1⟧ to ⟦2⟧ before the weekend')).reasons).toEqual(['not-mixed']);
    expect((await by('Por favor mande el pedido ⟦1⟧ a ⟦2⟧ antes del fin de semana')).reasons).toEqual([
      'translated',
    ]);
  });

  test('the language of the texts is not a second one', () => {
    const read = codeSwitch.options.safeParse({ with: ['en'] });
    expect(read.error?.issues).toMatchObject([{ path: ['with', 0] }]);
    expect(codeSwitch.options.safeParse({ with: ['xx'] }).success).toBe(false);
  });
});

test('marks are put in and taken out without loss, whatever the text', () => {
  const text = 'Call 5 or 5 at Bergen, see https://a.example/x by 3 May 2026.';
  const spans = protectedSpans(text, { kind: 'label', label: 'x' });
  const marked = masked(text, spans);
  expect(marked.text).not.toMatch(/\d(?!⟧)/);
  expect(unmasked(marked.text, marked)).toBe(text);
});
