import { describe, expect, test } from 'vitest';
import { target as baseline } from '../../../examples/01-email-triage/baseline.ts';
import { target as broken } from '../../../examples/01-email-triage/candidate-broken.ts';
import { target as good } from '../../../examples/01-email-triage/candidate-good.ts';
import { allMails, mailsOf, type Part, partOf } from '../../../examples/01-email-triage/corpus.ts';
import { target as judge } from '../../../examples/01-email-triage/judge.ts';
import type { MailRow } from '../../../examples/01-email-triage/mail-rows.ts';
import { rows } from '../../../examples/01-email-triage/rows.ts';
import { rows as seeds } from '../../../examples/01-email-triage/seeds.ts';

const parts: readonly Part[] = ['training', 'judge', 'seeds', 'heldout'];

describe('the corpus', () => {
  test('has each mail once, under an id of its own', () => {
    const mails = allMails();
    expect(mails.length).toBeGreaterThan(5800);
    expect(mails.length).toBeLessThan(6046);
    expect(new Set(mails.map(({ id }) => id)).size).toBe(mails.length);
    expect(new Set(mails.map(({ text }) => text)).size).toBe(mails.length);
    expect(allMails()).toBe(mails);
  });

  test('is split whole, by cluster and about 40, 20, 10 and 30 %', () => {
    const split = parts.map((part) => mailsOf(part));
    expect(split.flat().length).toBe(allMails().length);
    const clusters = split.map((mails) => new Set(mails.map(({ cluster }) => cluster)));
    const total = new Set(allMails().map(({ cluster }) => cluster)).size;
    expect(clusters.reduce((sum, { size }) => sum + size, 0)).toBe(total);
    for (const [index, share] of [0.4, 0.2, 0.1, 0.3].entries()) {
      expect(Math.abs((clusters[index]?.size ?? 0) / total - share)).toBeLessThan(0.03);
    }
  });

  test('is split in another way under another seed', () => {
    const moved = allMails().filter(({ cluster }) => partOf(cluster) !== partOf(cluster, 14));
    // Two independent splits put a cluster into different parts with probability 1 - (.4² + .2² + .1² + .3²) = .7.
    expect(Math.abs(moved.length / allMails().length - 0.7)).toBeLessThan(0.05);
  });
});

describe.each([
  ['rows', rows, 'heldout', 1500],
  ['seeds', seeds, 'seeds', 500],
] as const)('%s', (_, read, part, atLeast) => {
  test('are well-formed and of their part only', () => {
    const all = read();
    expect(all.length).toBeGreaterThan(atLeast);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id, input, expected, cluster, tags } of all) {
      expect(id).toMatch(/^(easy|hard)-ham-\d\/\d+|^spam-\d\/\d+/);
      expect(input).toMatch(/^Subject: .*\n\n/);
      expect(expected).toBe(id.startsWith('spam') ? 'spam' : 'ham');
      expect(partOf(cluster)).toBe(part);
      expect(new Set(tags).size).toBe(tags.length);
    }
  });
});

describe('the models, trained here', () => {
  const real = rows();
  const tagged = (tag: string) => real.filter(({ tags }) => tags.includes(tag));

  async function accuracy(target: typeof judge, mails: readonly MailRow[]): Promise<number> {
    let right = 0;
    for (const { input, expected } of mails) {
      const { text } = await target.call({ messages: [{ role: 'user', content: input }] });
      if (text === expected) right++;
    }
    return right / mails.length;
  }

  test('the good candidate is better than the baseline, also on the critical slices', async () => {
    expect(await accuracy(good, real)).toBeGreaterThan((await accuracy(baseline, real)) + 0.03);
    for (const tag of ['html', 'currency']) {
      expect(tagged(tag).length).toBeGreaterThan(200);
      expect(await accuracy(good, tagged(tag))).toBeGreaterThan(await accuracy(baseline, tagged(tag)));
    }
    expect(await accuracy(good, tagged('quoted'))).toBeGreaterThan(0.98);
  });

  test('the broken candidate holds its own on average and fails where mail is quoted', async () => {
    expect(tagged('quoted').length).toBeGreaterThan(500);
    expect(await accuracy(broken, real)).toBeGreaterThan((await accuracy(baseline, real)) - 0.02);
    expect(await accuracy(broken, tagged('quoted'))).toBeLessThan(
      (await accuracy(baseline, tagged('quoted'))) - 0.1,
    );
  });

  test('the judge is right nearly always', async () => {
    expect(await accuracy(judge, real)).toBeGreaterThan(0.95);
  });
});
