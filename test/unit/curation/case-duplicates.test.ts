import { describe, expect, test } from 'vitest';
import type { Case, GeneratedProvenance } from '../../../core/case.ts';
import { CaseDuplicates, type Comparable } from '../../../curation/case-duplicates.ts';
import { leastRougeL } from '../../../curation/least-rouge-l.ts';

const cell = { skill: 'bank', edgeCase: 'noise' };
const said = (content: string): Case['input'] => ({ messages: [{ role: 'user', content }] });

function made(more: Partial<GeneratedProvenance>): GeneratedProvenance {
  return {
    kind: 'generated',
    by: 'g',
    version: '1',
    model: null,
    lineage: null,
    promptDigest: null,
    params: {},
    seed: 0,
    parents: [],
    depth: 1,
    costUsd: 0,
    copyable: true,
    ...more,
  };
}

const real = (id: string, text: string): Comparable => ({
  id,
  cluster: id,
  cell,
  input: said(text),
  provenance: { kind: 'authored', source: 'r', row: 1, declaredId: null, licence: null, copyable: true },
});
const written = (id: string, text: string, parent?: Comparable): Comparable => ({
  ...real(id, text),
  cluster: parent?.cluster ?? id,
  provenance: made({ model: 'm', parents: parent === undefined ? [] : [parent.id] }),
});
const changed = (id: string, text: string, parent: Comparable): Comparable => ({
  ...real(id, text),
  cluster: parent.cluster,
  provenance: made({ parents: [parent.id] }),
});
const ruled = (id: string, text: string): Comparable => ({
  ...real(id, text),
  cluster: 'template',
  provenance: made({}),
});

/** What a candidate is found to be a duplicate of, in a set that holds the others; asked in both orders. */
function duplicateOf(candidate: Comparable, others: readonly Comparable[]) {
  const known = new Map([candidate, ...others].map((item) => [item.id, item]));
  const of = (item: Comparable, rest: readonly Comparable[]) => {
    const set = new CaseDuplicates(
      (id) => known.get(id),
      () => 0.7,
    );
    for (const other of rest) set.add(other);
    return set.find(item);
  };
  const found = of(candidate, others);
  for (const other of others) {
    const [forth, back] = [of(candidate, [other]), of(other, [candidate])];
    expect([back?.code, back?.value]).toEqual([forth?.code, forth?.value]);
  }
  return found;
}

const card = 'My new card has not arrived yet and I need it before we leave on Friday';
const nearly = 'My new card has not arrived yet and I need it before we leave on Monday';

describe('two texts of a model', () => {
  test('nearly the same: the second is a duplicate, with its neighbour and the value', () => {
    expect(
      duplicateOf(written('b', nearly), [written('x', 'How do I close it?'), written('a', card)]),
    ).toEqual({
      id: 'a',
      code: 'near-dup',
      measure: 'characters',
      value: expect.closeTo(0.85, 1),
    });
  });

  test('the same words for the most part, in the same order', () => {
    const found = duplicateOf(written('b', 'Please tell me whether my new debit card was sent, and when'), [
      written('a', 'Tell me please whether my new credit card was sent out, and when'),
    ]);
    expect(found).toMatchObject({ id: 'a', code: 'lexical-dup', measure: 'rouge-l' });
    expect(found?.value).toBeGreaterThan(0.7);
  });

  test('about something else', () => {
    expect(duplicateOf(written('b', 'Why was I charged twice?'), [written('a', card)])).toBeNull();
  });

  test('a real row counts as well, and the nearest is named, of equals the one with the smaller id', () => {
    const others = [real('r', nearly), real('q', nearly), written('a', 'My old card has arrived')];
    expect(duplicateOf(written('b', nearly), others)).toMatchObject({ id: 'q', value: 1 });
  });

  test('long texts by runs of words, and never beside a short one', () => {
    const words = Array.from({ length: 60 }, (_, n) => `word${n}`);
    const other = words.with(30, 'another');
    expect(duplicateOf(written('b', other.join(' ')), [written('a', words.join(' '))])).toMatchObject({
      measure: 'words',
      // 51 of 56 runs are shared, of 61 in all.
      value: 51 / 61,
    });
    expect(
      duplicateOf(written('b', words.slice(0, 20).join(' ')), [written('a', words.join(' '))]),
    ).toBeNull();
  });

  test('a text on each side of the border is compared by its characters', () => {
    const words = Array.from({ length: 29 }, (_, n) => `longword${n}`).join(' ');
    expect(duplicateOf(written('b', `${words} x`), [written('a', words)])).toMatchObject({
      measure: 'characters',
    });
  });

  test('what is around them must be the same', () => {
    const about = (document: string): Comparable => ({
      ...written(document, card),
      input: { ...said(card), documents: [{ id: 'd', text: document }] },
    });
    expect(duplicateOf(about('one'), [about('two')])).toBeNull();
    expect(duplicateOf({ ...about('one'), id: 'again' }, [about('one')])).toMatchObject({ value: 1 });
  });
});

describe('a changed copy', () => {
  const parent = real('p', card);

  test('is no duplicate of its parent, nor of a copy with other changes', () => {
    const typo = changed('t', card.replace('arrived', 'arrievd'), parent);
    const other = changed('u', card.replace('leave', 'laeve'), parent);
    expect(duplicateOf(typo, [parent])).toBeNull();
    expect(duplicateOf(other, [parent, typo])).toBeNull();
    expect(duplicateOf(changed('v', card.toUpperCase(), parent), [parent, typo, other])).toBeNull();
  });

  test('is a duplicate of a copy that was changed in the same way', () => {
    const typo = changed('t', card.replace('arrived yet', 'arrievd ytt'), parent);
    const same = changed('u', card.replace('arrived yet', 'arrievd yttt'), parent);
    expect(duplicateOf(same, [parent, typo])).toMatchObject({ id: 't', code: 'near-dup' });
  });

  test('of a text that is nearly another real one is no duplicate of that', () => {
    const twin = real('q', nearly);
    const typo = changed('t', card.replace('arrived', 'arrievd'), parent);
    expect(duplicateOf(typo, [parent, twin])).toBeNull();
    expect(
      duplicateOf(changed('u', nearly.replace('arrived', 'arirved'), twin), [parent, twin, typo]),
    ).toBeNull();
  });

  test('that has become another text is a duplicate of that', () => {
    const twin = real('q', nearly);
    expect(duplicateOf(changed('t', `${nearly}!`, parent), [parent, twin])).toMatchObject({ id: 'q' });
  });

  test('what a rule adds to two texts does not make them alike', () => {
    const disclaimer = Array.from({ length: 60 }, (_, n) => `confidential${n}`).join(' ');
    const [one, two] = [real('p', 'Lunch at noon?'), real('q', 'You have won a prize!')];
    const added = (id: string, of: Comparable, text: string) => changed(id, `${text} ${disclaimer}`, of);
    expect(
      duplicateOf(added('b', two, 'You have won a prize!'), [one, two, added('a', one, 'Lunch at noon?')]),
    ).toBeNull();
  });

  test('what a rule leaves of two texts may be the same', () => {
    const start = Array.from({ length: 40 }, (_, n) => `start${n}`).join(' ');
    const rest = (name: string) => Array.from({ length: 200 }, (_, n) => `${name}${n}`).join(' ');
    const [one, two] = [real('p', `${start} ${rest('one')}`), real('q', `a ${start} ${rest('two')}`)];
    const cut = [changed('a', start, one), changed('b', `a ${start}`, two)] as const;
    expect(duplicateOf(cut[1], [one, two, cut[0]])).toMatchObject({ id: 'a', code: 'near-dup' });
  });

  test('rewordings of one parent that say the same are duplicates, by a model and in another language too', () => {
    const german = 'Meine neue Karte ist noch nicht da und ich brauche sie vor Freitag';
    const one = written('a', german, parent);
    expect(duplicateOf(written('b', `${german}, bitte`, parent), [parent, one])).toMatchObject({ id: 'a' });
    expect(
      duplicateOf(written('c', 'Die Karte fehlt mir immer noch, was nun?', parent), [parent, one]),
    ).toBeNull();
  });

  test('a case that was only shown an example is no changed copy of it', () => {
    const shown = { ...written('b', nearly, parent), cluster: 'question 1' };
    expect(duplicateOf(shown, [parent])).toMatchObject({ id: 'p', code: 'near-dup' });
  });
});

test('cases that rules made out of parts are not compared with each other, nor with real rows', () => {
  const others = [ruled('a', 'What is 12 % of 300 euros in my savings account this year?'), real('r', card)];
  expect(
    duplicateOf(ruled('b', 'What is 15 % of 300 euros in my savings account this year?'), others),
  ).toBeNull();
  expect(duplicateOf(ruled('c', card), others)).toBeNull();
  const model = written('m', 'What is 15 % of 300 euros in my savings account this year?');
  expect(duplicateOf(model, others)).toMatchObject({ id: 'a' });
});

describe('the limit of ROUGE-L', () => {
  test('is 0.7 where real texts differ more, and where there are none', () => {
    expect(leastRougeL([])).toBe(0.7);
    expect(leastRougeL(['where is my card', 'close the account', 'rates of exchange'].map(said))).toBe(0.7);
  });

  test('is the 95th percentile of how alike real texts are in a narrow domain', () => {
    // 20 texts of 11 words that differ in one: each is 10/11 alike to the others.
    const flights = Array.from({ length: 20 }, (_, n) =>
      said(`show me all flights from city${n} to boston on monday please`),
    );
    expect(leastRougeL(flights)).toBeCloseTo(10 / 11, 9);
    const wide = Array.from({ length: 400 }, (_, n) => said(`a${n} b${n} c${n} d${n} e${n}`));
    expect(leastRougeL([...flights, ...wide])).toBe(0.7);
  });
});
