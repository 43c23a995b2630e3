import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderText, text } from '../../../reports/text.ts';
import { actsOnTerminal, anyText } from './hostile-text.ts';
import { bare, exception, failing, inconclusive, lostCase, passing, withText } from './report-fixtures.ts';

// Half-width forms and Hangul vowels and finals take one column or none.
const wide =
  /(?![\uff61-\uffdc\u1160-\u11ff])(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana})/u;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns as a terminal shows them, counted by grapheme. */
function shownColumns(line: string): number {
  return [...segmenter.segment(line)].reduce((sum, { segment }) => sum + (wide.test(segment) ? 2 : 1), 0);
}

describe('text', () => {
  test('a pass', () => {
    expect(text(passing)).toMatchInlineSnapshot(`
      "GATE  PASS  (exit 0)

      suite      support-triage: Which queue does this ticket belong to?
      candidate  ollama:triage-ft, run 20260412-081500-7f3a
      baseline   ollama:llama3.2:3b, run 20260401-170000-11c2
      dataset    version 3, digest 9f1c0d9f1c0d9f1c…

      Why
      PASS       real: worse by 0.03 or more is ruled out (p 0.0004)
      PASS       synthetic (on synthetic scenarios): worse by 0.05 or more is ruled
                 out (p < 0.0001)

      trials     2012 planned = 2009 completed + 3 errored + 0 skipped
                 errors: 2 by the target, 1 by timeout; unscored: 0

        arm             real                        synthetic
        ───────────────────────────────────────────────────────────────────────
        n               412                         1600
        clusters        398 (deff 1.02)             310 (deff 2.31)
        gains / losses  17 / 12                     60 / 66
        baseline        0.9417                      0.8100
        candidate       0.9539                      0.8063
        difference      +0.0121                     -0.0037
        interval        [-0.0092, +0.0341] at 90 %  [-0.0217, +0.0141] at 90 %
        margin          0.03                        0.05
        p no worse      0.0004                      <0.0001
        p worse         1.0000                      1.0000
        status          PASS                        PASS on synthetic scenarios

      gap        real-synthetic +0.0158, z +0.9; transfer history 7 of 19 runs:
                 synthetic alone says nothing about production yet

      Slices
        pass: real/two-issues (n=120), real/#voice-call (n=24*)
        pass on synthetic scenarios: synthetic/two-issues/edge-1 (n=120),
        synthetic/two-issues/edge-2 (n=120), synthetic/two-issues/edge-3 (n=120),
        synthetic/two-issues/edge-4 (n=120), synthetic/two-issues/edge-5 (n=120),
        synthetic/two-issues/edge-6 (n=120), synthetic/two-issues/edge-7 (n=120),
        synthetic/two-issues/edge-8 (n=120), synthetic/two-issues/edge-9 (n=120),
        synthetic/two-issues/edge-10 (n=120), synthetic/two-issues/edge-11 (n=120),
        synthetic/two-issues/edge-12 (n=120)
        … and 2 more that pass on synthetic scenarios
        not shown, no losses: real/#rude (n=3)
        * n < 30: at that size the rule's false-pass rate is up to 7.4 % (11.8 % where
        every case is discordant)
        synthetic/… PASS: on synthetic scenarios only

      Scores of the candidate
        real  label: mean 0.9539 over n 412; accuracy 0.9539, macro-F1 0.9481
          expected \\ answered  billing  access  feature-request  none
          ───────────────────────────────────────────────────────────
          billing                  140       6                1     0
          access                     3     152                2     1
          feature-request            4       2              101     0
        synthetic  label: mean 0.8063 over n 1600

      spent      USD 0.3142, 2012 requests, 481220 tokens
      took       2 min 5 s
      text       .heldout/runs/20260412-081500-7f3a/report.txt
      "
    `);
  });

  test('a fail', () => {
    expect(text(failing)).toMatchInlineSnapshot(`
      "GATE  FAIL  (exit 1)

      suite      support-triage: Which queue does this ticket belong to?
      candidate  ollama:triage-ft, run 20260412-081500-7f3a
      baseline   ollama:llama3.2:3b, run 20260401-170000-11c2
      dataset    version 3, digest 9f1c0d9f1c0d9f1c…

      Why
      FAIL       synthetic/two-issues/misleading-second-topic: shown to be worse by
                 more than 0.05 (adjusted p 0.0004, 13 losses against 1 gain)
      PASS       real: worse by 0.03 or more is ruled out (p 0.0004)
      PASS       synthetic (on synthetic scenarios): worse by 0.05 or more is ruled
                 out (p < 0.0001)
      PASS       real/#spanish: worse by 0.05 or more is ruled out (p 0.0311)

      trials     2012 planned = 2009 completed + 3 errored + 0 skipped
                 errors: 2 by the target, 1 by timeout; unscored: 0

        arm             real                        synthetic
        ───────────────────────────────────────────────────────────────────────
        n               412                         1600
        clusters        398 (deff 1.02)             310 (deff 2.31)
        gains / losses  17 / 12                     60 / 66
        baseline        0.9417                      0.8100
        candidate       0.9539                      0.8063
        difference      +0.0121                     -0.0037
        interval        [-0.0092, +0.0341] at 90 %  [-0.0217, +0.0141] at 90 %
        margin          0.03                        0.05
        p no worse      0.0004                      <0.0001
        p worse         1.0000                      1.0000
        status          PASS                        PASS on synthetic scenarios

      gap        real-synthetic +0.0158, z +0.9; transfer history 7 of 19 runs:
                 synthetic alone says nothing about production yet

      Slices
        slice                                           n   +/-   change             90 % CI  status
        ───────────────────────────────────────────────────────────────────────────────────────────────
        synthetic/two-issues/misleading-second-topic   60  1/13  -0.2000  [-0.3100, -0.0900]  FAIL
        real/#spanish                                 120   5/4  +0.0083  [-0.0321, +0.0508]  PASS !
        real/refunds                                   40   1/3  -0.0500  [-0.1390, +0.0310]  not shown
        pass: real/two-issues (n=120)
        ! critical: must be shown for a PASS

      Lost cases (right before, wrong now)
        - 3f9a0c1d2e4b5a69  synthetic/two-issues/misleading-second-topic
          expected “billing” → got “access”
          input “The invoice is wrong. Also, could the app remember my language?”
        - T-0192 (3f9a0c1d2e4b5a69)  real/two-issues, real/#spanish
          why the target gave no answer within 60 s

      Scores of the candidate
        real  label: mean 0.9539 over n 412; accuracy 0.9539, macro-F1 0.9481
          expected \\ answered  billing  access  feature-request  none
          ───────────────────────────────────────────────────────────
          billing                  140       6                1     0
          access                     3     152                2     1
          feature-request            4       2              101     0
        synthetic  label: mean 0.8063 over n 1600

      spent      USD 0.3142, 2012 requests, 481220 tokens
      took       2 min 5 s
      text       .heldout/runs/20260412-081500-7f3a/report.txt
      "
    `);
  });

  test('an inconclusive gate', () => {
    expect(text(inconclusive)).toMatchInlineSnapshot(`
      "GATE  INCONCLUSIVE  (exit 3)

      suite      support-triage: Which queue does this ticket belong to?
      candidate  ollama:triage-ft, run 20260412-081500-7f3a
      baseline   ollama:llama3.2:3b, run 20260401-170000-11c2
      dataset    version 3, digest 9f1c0d9f1c0d9f1c…

      Why
      not shown  real: neither shown to be no worse nor shown to be worse (p 0.0921)
      not shown  real/#spanish: the interval reaches below -0.05

      trials     2012 planned = 2009 completed + 3 errored + 0 skipped
                 errors: 2 by the target, 1 by timeout; unscored: 0

        arm             real                        synthetic (advisory)
        ──────────────────────────────────────────────────────────────────────
        n               412                         1600
        clusters        398 (deff 1.02)             310 (deff 2.31)
        gains / losses  17 / 21                     60 / 66
        baseline        0.9417                      0.8100
        candidate       0.9320                      0.8063
        difference      -0.0097                     -0.0037
        interval        [-0.0355, +0.0156] at 90 %  [-0.0217, +0.0141] at 90 %
        margin          0.03                        0.05
        p no worse      0.0921                      <0.0001
        p worse         1.0000                      1.0000
        status          not shown                   FAIL
        synthetic decides nothing here: advisory: the generator is related to the
        teacher

      gap        real-synthetic +0.0158, z +0.9; transfer history 7 of 19 runs:
                 synthetic alone says nothing about production yet

      Slices
        slice                                          n   +/-   change             90 % CI  status
        ────────────────────────────────────────────────────────────────────────────────────────────────
        real/#spanish                                 31   5/4  -0.0323  [-0.1403, +0.0761]  not shown !
        synthetic/two-issues/misleading-second-topic  60  1/13  -0.2000  [-0.3100, -0.0900]  FAIL ~
        ! critical: must be shown for a PASS
        ~ advisory: decides nothing

      Scores of the candidate
        real  label: mean 0.9539 over n 412; accuracy 0.9539, macro-F1 0.9481
          expected \\ answered  billing  access  feature-request  none
          ───────────────────────────────────────────────────────────
          billing                  140       6                1     0
          access                     3     152                2     1
          feature-request            4       2              101     0
        synthetic  label: mean 0.8063 over n 1600

      Notes
        - synthetic-heavy: two-issues has 21 % real cases, minRealShare is 30 %

      spent      USD 0.3142, 2012 requests, 481220 tokens
      took       2 min 5 s
      text       .heldout/runs/20260412-081500-7f3a/report.txt

      next       +236 real cases → about gate.power (80 % unless the suite says else)
                 to PASS if the models are equal
      next       real/#spanish: near the margin: more cases rarely help
      "
    `);
  });

  test('nulls everywhere', () => {
    expect(text(bare)).toMatchInlineSnapshot(`
      "GATE  INCONCLUSIVE  (exit 0)
        gate.inconclusive of the suite lets this through

      suite      support-triage: Which queue does this ticket belong to?
      candidate  module:./target.ts, run 20260412-081500-7f3a
      baseline   ollama:llama3.2:3b, run 20260401-170000-11c2
      dataset    not frozen, digest 9f1c0d9f1c0d9f1c…

      Why
      not shown  real: no case has a score for both models

      trials     2012 planned = 2009 completed + 3 errored + 0 skipped
                 errors: 2 by the target, 1 by timeout; unscored: 0

        arm             real
        ─────────────────────────────
        n               0 (5 missing)
        clusters        0 (deff n/a)
        gains / losses  0 / 0
        baseline        n/a
        candidate       n/a
        difference      n/a
        interval        n/a at 90 %
        margin          0.03
        p no worse      n/a
        p worse         n/a
        status          not shown

      Lost cases (right before, wrong now)
        - 3f9a0c1d2e4b5a69  real/two-issues, real/#spanish
          why expected billing, got access

      Scores of the candidate
        real  label: mean n/a over n 0

      spent      USD unknown, 0 requests, 0 tokens
      took       0 ms

      next       real: near the margin: more cases rarely help
      "
    `);
  });

  test('exceptions come before everything else', () => {
    for (const report of [passing, failing, inconclusive, bare]) {
      expect(text({ ...report, exceptions: [exception] })).toMatch(
        /^EXCEPTION {2}judge ollama:qwen3:8b is related to .*Basque\n\nGATE {2}/s,
      );
    }
  });

  test('the reasons that decided come first', () => {
    const [, why = ''] = text(failing).split('Why\n');
    expect(why).toMatch(/^FAIL +synthetic\/two-issues\/misleading-second-topic: /);
  });

  test('many slices: those that fail are listed, those that pass are counted', () => {
    const many = passing.slices.slice(3);
    const slices = [
      ...many,
      ...many.map((slice) => ({ ...slice, origin: 'real' as const, name: `real/${slice.name}` })),
    ];
    const page = text({ ...passing, slices });
    expect(page).toContain('… and 2 more that pass\n');
    expect(page).toContain('… and 2 more that pass on synthetic scenarios\n');
  });

  test('a confusion of more than 8 labels is left out', () => {
    const labels = Array.from({ length: 9 }, (_, index) => `label-${index}`);
    const classification = {
      accuracy: 0.5,
      macroF1: 0.4,
      labels,
      confusion: labels.map(() => [...labels.map(() => 1), 0]),
    };
    const page = text({
      ...passing,
      scores: [{ scorer: 'label', origin: 'real', n: 81, mean: 0.5, classification }],
    });
    expect(page).toContain('accuracy 0.5000, macro-F1 0.4000');
    expect(page).not.toContain('label-0');
  });

  test('every lost case is listed with what was expected and what came', () => {
    const page = text({ ...failing, lost: [lostCase] });
    expect(page).toContain('  - T-0192 (3f9a0c1d2e4b5a69)  real/two-issues, real/#spanish\n');
    expect(page).toContain('    expected “billing” → got “access”\n');
  });

  test('colour adds escapes and nothing else', () => {
    for (const report of [passing, failing, inconclusive, { ...bare, exceptions: [exception] }]) {
      const coloured = renderText(report, { color: true });
      expect(coloured).toContain('\u001b[');
      expect(stripVTControlCharacters(coloured)).toBe(text(report));
    }
  });

  test('no text makes a line wider than 100 columns or acts on the terminal', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(passing, failing, inconclusive, bare), (hostile, report) => {
        const page = text(withText(report, hostile));
        expect(Math.max(...page.split('\n').map(shownColumns))).toBeLessThanOrEqual(100);
        expect(page).not.toMatch(actsOnTerminal);
      }),
    );
  });

  test('large counts fit as well', () => {
    const slices = failing.slices.map((slice) => ({
      ...slice,
      n: 12_345_678,
      gains: 1_234_567,
      losses: 1_234_567,
    }));
    const page = text(withText({ ...failing, slices, durationMs: 1e9 }, 'n'.repeat(300)));
    expect(Math.max(...page.split('\n').map(shownColumns))).toBeLessThanOrEqual(100);
  });
});
