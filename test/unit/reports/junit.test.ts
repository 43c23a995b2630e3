import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { junit } from '../../../reports/junit.ts';
import { anyText } from './hostile-text.ts';
import { bare, exception, failing, inconclusive, passing, withText } from './report-fixtures.ts';
import { xmlFault } from './well-formed.ts';

/** `name → passed | skipped | failed (type)` of every test case. */
function outcomes(xml: string): Readonly<Record<string, string>> {
  const cases = xml.matchAll(/<testcase [^>]*name="([^"]*)"[^>]*>(.*?)<\/testcase>/gs);
  return Object.fromEntries(
    [...cases].map(([, name, body = '']) => {
      const type = /<failure [^>]*type="([^"]*)"/.exec(body)?.[1];
      if (type !== undefined) return [name, `failed (${type})`];
      return [name, body.includes('<skipped ') ? 'skipped' : 'passed'];
    }),
  );
}

describe('the check of well-formedness', () => {
  test.each([
    '<a><b></a></b>',
    '<a>x & y</a>',
    '<a>',
    '<a></a>x',
    '<a b="<"/>',
    '<a>\u0000</a>',
    '<a b=1/>',
    '<a>&nbsp;</a>',
    '<a>\ud800</a>',
  ])('refuses %j', (xml) => {
    expect(xmlFault(xml)).not.toBeNull();
  });

  test('takes what is well-formed', () => {
    expect(xmlFault('<?xml version="1.0"?>\n<a b="1 &lt; 2"><c/>é &amp; 漢</a>\n')).toBeNull();
  });
});

describe('junit', () => {
  test('a pass has no failure', () => {
    const xml = junit(passing);
    expect(xml).toContain('tests="20" failures="0" errors="0" skipped="0" time="125.3"');
    expect(new Set(Object.values(outcomes(xml)))).toEqual(new Set(['passed']));
  });

  test('a fail names the slice in the decision’s own words', () => {
    const xml = junit(failing);
    expect(outcomes(xml)).toEqual({
      gate: 'failed (fail)',
      'arm real': 'passed',
      'arm synthetic': 'passed',
      'real/two-issues': 'passed',
      'synthetic/two-issues/misleading-second-topic': 'failed (fail)',
      'real/#spanish': 'passed',
      'real/refunds': 'passed',
    });
    expect(xml).toContain(
      'message="GATE FAIL (exit 1): synthetic/two-issues/misleading-second-topic: shown to be worse by more than 0.05',
    );
  });

  test('exit 3: what had to be shown and was not is a failure; an advisory arm is not', () => {
    expect(outcomes(junit(inconclusive))).toEqual({
      gate: 'failed (inconclusive)',
      'arm real': 'failed (inconclusive)',
      'arm synthetic': 'passed',
      'real/#spanish': 'failed (inconclusive)',
      'synthetic/two-issues/misleading-second-topic': 'passed',
    });
    expect(junit(inconclusive)).toContain('tests="5" failures="3" errors="0" skipped="0"');
  });

  test('exit 0: the same cases are skipped', () => {
    const xml = junit({ ...inconclusive, exitCode: 0 });
    expect(outcomes(xml)).toMatchObject({
      gate: 'skipped',
      'arm real': 'skipped',
      'real/#spanish': 'skipped',
    });
    expect(xml).toContain('tests="5" failures="0" errors="0" skipped="3"');
  });

  test('a small pass and a slice that was not shown carry a remark', () => {
    const xml = junit(passing);
    expect(xml).toMatch(/name="real\/#voice-call"[^>]*>\n<system-out>\n.*\n.*7\.4 % \(11\.8 %/);
    expect(xml).toMatch(/name="real\/#rude"[^>]*>\n<system-out>\nnot shown: /);
  });

  test('exceptions come first, then notes', () => {
    const xml = junit({ ...inconclusive, exceptions: [exception] });
    expect(xml.indexOf('<property name="exception"')).toBe(xml.indexOf('<property '));
    expect(xml).toMatch(
      /name="exception" value="judge ollama:qwen3:8b [^"]*Basque"\/>\n<property name="note"/,
    );
    expect(xml).toContain('<system-out>\nEXCEPTION: judge ollama:qwen3:8b');
  });

  test('the whole of a small report', () => {
    expect(junit(bare)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="heldout" tests="2" failures="0" errors="0" skipped="2" time="0">
      <testsuite name="heldout.support-triage" tests="2" failures="0" errors="0" skipped="2" time="0">
      <properties>
      <property name="suite" value="support-triage: Which queue does this ticket belong to?"/>
      <property name="candidate" value="module:./target.ts, run 20260412-081500-7f3a"/>
      <property name="baseline" value="ollama:llama3.2:3b, run 20260401-170000-11c2"/>
      <property name="dataset" value="not frozen, digest 9f1c0d9f1c0d9f1c0d9f1c0d9f1c0d9f1c0d9f1c0d9f1c0d9f1c0d9f1c0d"/>
      <property name="spent" value="USD unknown, 0 requests, 0 tokens"/>
      </properties>
      <testcase classname="heldout.support-triage" name="gate" time="0">
      <skipped message="GATE INCONCLUSIVE (exit 0): real: no case has a score for both models"/>
      <system-out>
      GATE INCONCLUSIVE (exit 0): real: no case has a score for both models
      real: near the margin: more cases rarely help
      </system-out>
      </testcase>
      <testcase classname="heldout.support-triage" name="arm real" time="0">
      <skipped message="worse by 0.03 or more is ruled out (p 0.0004)"/>
      <system-out>
      not shown: worse by 0.03 or more is ruled out (p 0.0004) (0 cases, difference n/a n/a)
      </system-out>
      </testcase>
      <system-out>
      trials: 2012 planned = 2009 completed + 3 errored + 0 skipped; errors: 2 by the target, 1 by timeout; unscored: 0
      </system-out>
      </testsuite>
      </testsuites>
      "
    `);
  });

  test('any text gives well-formed XML 1.0', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(passing, failing, inconclusive, bare), (text, report) => {
        expect(xmlFault(junit(withText(report, text)))).toBeNull();
      }),
    );
  });
});
