import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Case, caseId, type Reject } from '../../../core/case.ts';
import type { Label } from '../../../core/label.ts';
import { applyLabels } from '../../../pipeline/labelling/apply-labels.ts';
import { caseDecisions } from '../../../pipeline/labelling/case-decisions.ts';
import { generatedFrom, madeCase, realCase, rejectOf } from '../datasets/dataset-fixtures.ts';
import { accepts, rejects, relabels } from './label-fixtures.ts';

const lineage = { vendor: null, family: 'own', base: null, teacher: null };
const opinion = { by: 'second-opinion:m', version: '1', lineage, reason: 'disagrees' } as const;
const undecided: Reject = rejectOf('undecided', {
  status: 'undecided',
  code: 'validity',
  verdicts: [{ ...opinion, status: 'undecided', code: 'validity' }],
});
const kept = madeCase('kept');
const made = { cases: [kept], rejects: [undecided] };
const label = (item: Case | Reject | undefined) =>
  item?.expected.kind === 'label' ? item.expected.label : null;
const childOf = (text: string, parent: Case) =>
  madeCase(text, { provenance: { ...generatedFrom(), parents: [parent.id] } as Case['provenance'] });

function applied(
  labels: readonly Label[],
  set: { cases: readonly Case[]; rejects: readonly Reject[] } = made,
) {
  const result = applyLabels(set, labels);
  // Applying it again changes nothing, not even a verdict.
  expect(applyLabels(result, labels)).toEqual({ ...result, changes: [] });
  return result;
}

describe('what people decide', () => {
  test('a candidate that nobody could decide becomes a case, with the person’s verdict last', () => {
    const { cases, rejects: ledger, changes } = applied([accepts(undecided)]);
    const now = cases.find((item) => item.id === undecided.id);
    expect(now?.verdicts).toEqual([
      ...undecided.verdicts,
      {
        status: 'accepted',
        code: null,
        reason: 'right',
        by: 'person:Ann',
        version: '2026-03-01T10:00:00.000Z',
        lineage: null,
      },
    ]);
    expect(now).toMatchObject({ origin: 'synthetic', split: 'heldout', cluster: undecided.cluster });
    expect(ledger).toEqual([]);
    expect(changes).toEqual([{ id: undecided.id, was: 'undecided', became: 'case', reason: 'right' }]);
  });

  test('a case that is refused goes to the ledger, with everybody’s verdicts', () => {
    const { cases, rejects: ledger, changes } = applied([rejects(kept)]);
    expect(cases).toEqual([]);
    const gone = ledger.find((item) => item.id === kept.id);
    expect(gone).toMatchObject({ status: 'rejected', code: 'human', input: kept.input });
    expect(gone?.verdicts.map(({ by, reason }) => `${by}: ${reason}`)).toEqual([
      'length: fits',
      'person:Ann: wrong: ambiguous',
    ]);
    expect(changes).toEqual([{ id: kept.id, was: 'case', became: 'rejected', reason: 'wrong: ambiguous' }]);
  });

  test('a case that is accepted, and one that nobody spoke of, stay as they are', () => {
    expect(applied([accepts(kept)])).toEqual({ ...made, changes: [] });
    expect(applied([])).toEqual({ ...made, changes: [] });
  });

  test('a relabelled case is another case: the old one is in the ledger, and the new one names it', () => {
    const { cases, rejects: ledger } = applied([relabels(kept, 'access')]);
    const [now] = cases;
    expect(now).toMatchObject({ relabels: kept.id, expectedFrom: 'declared', cluster: kept.cluster });
    expect(label(now)).toBe('access');
    expect(now && caseId(now)).toBe(now?.id);
    expect(now?.provenance).toEqual(kept.provenance);
    expect(now?.verdicts.map(({ by }) => by)).toEqual(['length', 'person:Ann']);
    expect(ledger.find((item) => item.id === kept.id)).toMatchObject({ status: 'rejected', code: 'human' });
  });

  test('a relabelling that says what stands already is an acceptance', () => {
    expect(applied([relabels(kept, 'billing')])).toEqual({ ...made, changes: [] });
    expect(applied([relabels(undecided, 'billing')]).cases.map((item) => item.id)).toContain(undecided.id);
  });

  test('where the text of a relabelling is on another machine, the case leaves the set', () => {
    const { cases, rejects: ledger } = applied([relabels(kept, null)]);
    expect(cases).toEqual([]);
    expect(ledger.find((item) => item.id === kept.id)?.verdicts.at(-1)?.reason).toBe(
      'relabelled, on another machine',
    );
  });

  test('a later word of the same person replaces the earlier one', () => {
    const first = applied([rejects(kept)]);
    const second = applied([rejects(kept), accepts(kept, { minute: 1 })], first);
    expect(second.cases).toEqual([kept]);
  });

  test('a relabelling that is taken back takes the relabelled case out again', () => {
    const first = applied([relabels(kept, 'access')]);
    const second = applied([relabels(kept, 'access'), accepts(kept, { minute: 1 })], first);
    expect(second.cases.map((item) => item.id)).toEqual([kept.id]);
    const gone = second.rejects.find((item) => item.id === first.cases[0]?.id);
    expect(gone?.verdicts.at(-1)?.reason).toBe(`the relabelling of ${kept.id} was taken back`);
  });

  test('a relabelled case can be relabelled and refused itself; to and fro is a disagreement', () => {
    const now = applied([relabels(kept, 'access')]).cases[0];
    if (now === undefined) throw new Error('nothing was relabelled');
    const refused = applied([relabels(kept, 'access'), rejects(now, { by: 'Ben', minute: 1 })]);
    expect(refused.cases).toEqual([]);
    const toAndFro = applied([relabels(kept, 'access'), relabels(now, 'billing', { by: 'Ben', minute: 1 })]);
    expect(toAndFro.cases).toEqual([]);
    expect(toAndFro.rejects.find((item) => item.id === kept.id)?.status).toBe('undecided');
  });
});

describe('several people', () => {
  test.each([
    ['two against one', [accepts(kept), rejects(kept, { by: 'Ben' }), rejects(kept, { by: 'Cy' })], 'reject'],
    ['one against one', [accepts(kept), rejects(kept, { by: 'Ben' })], 'split'],
    ['the same new value', [relabels(kept, 'a'), relabels(kept, 'a', { by: 'Ben' })], 'relabel'],
    ['two new values', [relabels(kept, 'a'), relabels(kept, 'b', { by: 'Ben' })], 'split'],
    ['one who changes his mind', [accepts(kept), rejects(kept, { minute: 1 })], 'reject'],
  ] as const)('%s', (_, labels, decision) => {
    expect(caseDecisions(labels).get(kept.id)?.decision).toBe(decision);
  });

  test('where they disagree the case is undecided and not in the set', () => {
    const { cases, rejects: ledger } = applied([accepts(kept), rejects(kept, { by: 'Ben', minute: 1 })]);
    expect(cases).toEqual([]);
    expect(ledger.find((item) => item.id === kept.id)).toMatchObject({ status: 'undecided', code: 'human' });
  });
});

describe('what inherited a value that was found wrong', () => {
  const child = childOf('child', kept);
  const grandchild = childOf('grandchild', child);
  const own = { ...childOf('own value', kept), expectedFrom: 'computed' as const };
  const family = { cases: [kept, child, grandchild, own], rejects: [] };

  test.each([
    ['relabelled', relabels(kept, 'access')],
    ['refused for its value', rejects(kept, { reason: 'wrong-expected' })],
  ])('of a parent that is %s goes to people, and so do its children', (_, said) => {
    const { cases, rejects: ledger } = applied([said], family);
    const open = ledger.filter((item) => item.status === 'undecided').map((item) => item.id);
    expect(new Set(open)).toEqual(new Set([child.id, grandchild.id]));
    expect(cases.map((item) => item.id)).toContain(own.id);
  });

  test('of a parent that is refused for another reason stays', () => {
    expect(applied([rejects(kept)], family).cases).toHaveLength(3);
  });

  test('stays where a person vouches for it', () => {
    const { cases } = applied([relabels(kept, 'access'), accepts(child, { minute: 1 })], family);
    expect(cases.map((item) => item.id)).toEqual(expect.arrayContaining([child.id, grandchild.id]));
  });

  test('of a real row as well, which itself stays at its source', () => {
    const row = realCase('row');
    const heir = childOf('heir', row);
    const { rejects: ledger } = applied([rejects(row, { reason: 'wrong-expected' })], {
      cases: [heir],
      rejects: [],
    });
    expect(ledger[0]).toMatchObject({ id: heir.id, status: 'undecided' });
  });
});

test('what people said in between leaves no trace: step by step or all at once, the set is the same', () => {
  const items = [kept, madeCase('b'), madeCase('c'), childOf('heir', kept)];
  const word = fc.tuple(
    fc.constantFrom(...items, undecided),
    fc.constantFrom('Ann', 'Ben', 'Cy'),
    fc.constantFrom('accept', 'reject', 'wrong', 'access', 'outage', 'billing'),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      const labels = words.map(([of, by, said], minute): Label => {
        if (said === 'accept') return accepts(of, { by, minute });
        if (said === 'reject') return rejects(of, { by, minute });
        return said === 'wrong'
          ? rejects(of, { by, minute, reason: 'wrong-expected' })
          : relabels(of, said, { by, minute });
      });
      const start = { cases: items, rejects: [undecided] };
      const atOnce = applyLabels(start, labels);
      let stepwise: { cases: readonly Case[]; rejects: readonly Reject[] } = start;
      for (let n = 1; n <= labels.length; n++) stepwise = applyLabels(stepwise, labels.slice(0, n));
      const byId = (all: readonly { id: string }[]) => new Map(all.map((item) => [item.id, item]));
      expect(byId(stepwise.cases)).toEqual(byId(atOnce.cases));
      // A relabelled one that was taken back is in the ledger only where it ever was in the set.
      const ledger = (all: readonly Reject[]) => byId(all.filter(({ relabels: old }) => old === undefined));
      expect(ledger(stepwise.rejects)).toEqual(ledger(atOnce.rejects));
      expect([...byId(stepwise.cases).keys()].filter((id) => byId(stepwise.rejects).has(id))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('what a rule refused is not let in by a label', () => {
  const twin = rejectOf('twin', { code: 'exact-dup' });
  expect(applied([accepts(twin)], { cases: [], rejects: [twin] }).cases).toEqual([]);
});
