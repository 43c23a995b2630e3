import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdown } from '../../../reports/markdown.ts';
import { markdownText } from '../../../reports/markdown-text.ts';
import { anyText } from './hostile-text.ts';
import { bare, exception, failing, inconclusive, passing, withText } from './report-fixtures.ts';

const zeroWidth = '&#8203;';

describe('markdownText', () => {
  test.each([
    ['a|b', 'a&#124;b'],
    ['`code`', '&#96;code&#96;'],
    ['<script>', '&#60;script&#62;'],
    ['a\\|b', 'a&#92;&#124;b'],
    ['&lt;', '&#38;lt;'],
    ['**bold** _it_', '&#42;&#42;bold&#42;&#42; &#95;it&#95;'],
    ['@octocat', `@${zeroWidth}octocat`],
    ['fixes #12', `fixes #${zeroWidth}12`],
    ['https://evil.example', `https:${zeroWidth}//evil.example`],
    ['www.evil.example', `www${zeroWidth}.evil.example`],
    ['real/#spanish', 'real/#spanish'],
    ['two\nlines', 'two&#92;nlines'],
  ])('%j', (text, escaped) => {
    expect(markdownText(text, 100)).toBe(escaped);
  });
});

describe('markdown', () => {
  test('a fail', () => {
    expect(markdown(failing)).toMatchInlineSnapshot(`
      "## ❌ GATE FAIL (exit 1): support-triage

      Suite: Which queue does this ticket belong to?
      Candidate <code>ollama:triage-ft</code> against the baseline <code>ollama:llama3.2:3b</code>

      **synthetic/two-issues/misleading-second-topic**: shown to be worse by more than 0.05 (adjusted p 0.0004, 13 losses against 1 gain)

      | arm | n | clusters (deff) | gains / losses | baseline → candidate | difference | interval | margin | p worse | status |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      | real | 412 | 398 (1.02) | 17 / 12 | 0.9417 → 0.9539 | +0.0121 | [-0.0092, +0.0341] at 90 % | 0.03 | 1.0000 | ✅ PASS |
      | synthetic | 1600 | 310 (2.31) | 60 / 66 | 0.8100 → 0.8063 | -0.0037 | [-0.0217, +0.0141] at 90 % | 0.05 | 1.0000 | ✅ PASS on synthetic scenarios |

      Gap: real-synthetic +0.0158, z +0.9; transfer history 7 of 19 runs: synthetic alone says nothing about production yet.

      ### Slices

      | slice | n | gains / losses | baseline → candidate | difference | interval | margin | p worse | status |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      | synthetic/two-issues/misleading-second-topic | 60 | 1 / 13 | 0.9000 → 0.7000 | -0.2000 | [-0.3100, -0.0900] at 90 % | 0.05 | 0.0004 | ❌ FAIL |
      | real/#spanish (critical) | 120 | 5 / 4 | 0.9417 → 0.9539 | +0.0083 | [-0.0321, +0.0508] at 90 % | 0.05 | 1.0000 | ✅ PASS |
      | real/refunds | 40 | 1 / 3 | 0.9500 → 0.9000 | -0.0500 | [-0.1390, +0.0310] at 90 % | 0.03 | 1.0000 | ❔ not shown |

      Other slices: 1 pass.

      <details>
      <summary>Lost cases: right before, wrong now (2 listed)</summary>

      | case | slices | input | expected | got |
      | --- | --- | --- | --- | --- |
      | <code>3f9a0c1d2e4b5a69</code> | synthetic/two-issues/misleading-second-topic | The invoice is wrong. Also, could the app remember my language? | billing | access |
      | T-0192 <code>3f9a0c1d2e4b5a69</code> | real/two-issues, real/#spanish | (not in the report) | billing | (not in the report) |

      </details>

      Trials: 2012 planned = 2009 completed + 3 errored + 0 skipped; errors: 2 by the target, 1 by timeout; unscored: 0.
      Dataset version 3, digest <code>9f1c0d9f1c0d9f1c…</code>; baseline run <code>20260401-170000-11c2</code>.
      Spent USD 0.3142, 2012 requests, 481220 tokens; took 2 min 5 s.

      Reproduce: <code>heldout gate SUITE --run 20260412-081500-7f3a</code>, where SUITE is the file of suite <code>support-triage</code>.
      "
    `);
  });

  test('an inconclusive gate says what would settle it', () => {
    const page = markdown(inconclusive);
    expect(page).toMatch(/^## ❔ GATE INCONCLUSIVE \(exit 3\): support-triage\n/);
    expect(page).toContain('- **Next:** +236 real cases → about gate.power');
    expect(page).toContain('real/#spanish: near the margin: more cases rarely help');
  });

  test('a synthetic pass is one on synthetic scenarios, a small one carries its false-pass rate', () => {
    const page = markdown(passing);
    expect(page).toContain('**synthetic** (on synthetic scenarios): ');
    expect(page).toContain('✅ PASS on synthetic scenarios');
    expect(page).toContain('7.4 % (11.8 % where every case is discordant)');
    expect(page).toContain('Other slices: 16 pass, 1 not shown, without losses.');
  });

  test('exceptions come first', () => {
    expect(markdown({ ...failing, exceptions: [exception] })).toMatch(
      /^> ⚠️ \*\*Exception:\*\* judge ollama:qwen3:8b [^\n]*Basque\n\n## ❌ GATE FAIL/,
    );
  });

  test('missing values are said to be missing', () => {
    const page = markdown(bare);
    expect(page).toContain('| n/a → n/a | n/a | n/a at 90 % |');
    expect(page).toContain('| (not in the report) | (not in the report) | (not in the report) |');
    expect(page).not.toMatch(/null|NaN|undefined/);
  });

  test('no text can break a table, open a tag, notify a person or make a link', () => {
    const cellsOf = (line: string) => line.split('|').length;
    const reports = [passing, failing, inconclusive, bare];
    fc.assert(
      fc.property(anyText, fc.constantFrom(...reports), (text, report) => {
        const page = markdown(withText(report, text));
        expect(page).not.toMatch(/<(?!\/?(?:code|details|summary)>)/);
        expect(page).not.toMatch(/@(?!&#8203;)/);
        expect(page).not.toMatch(/:\/\/|www\.|\]\(/i);
        for (const block of page.split('\n\n')) {
          const rows = block.split('\n').filter((line) => line.startsWith('| '));
          expect(new Set(rows.map(cellsOf)).size).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('fits in a comment on GitHub with hundreds of slices', () => {
    const slices = Array.from({ length: 500 }, () => failing.slices).flat();
    expect(markdown({ ...failing, slices }).length).toBeLessThan(65_536);
  });
});
