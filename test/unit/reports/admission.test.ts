import { describe, expect, test } from 'vitest';
import type { AdmissionJudge, AdmissionSummary } from '../../../core/report.ts';
import { json } from '../../../reports/json.ts';
import { junit } from '../../../reports/junit.ts';
import { markdown } from '../../../reports/markdown.ts';
import { reportDocument } from '../../../reports/report-document.ts';
import { text } from '../../../reports/text.ts';
import { actsOnTerminal, hostileTexts } from './hostile-text.ts';
import { passing } from './report-fixtures.ts';

const judge: AdmissionJudge = {
  judge: 'anthropic:claude-sonnet-5',
  version: '1/8c2f01aa',
  answeredBy: 'claude-sonnet-5-20260203',
  family: 'claude',
  assesses: true,
  cases: 1580,
  planted: 176,
  caught: 169,
  unusable: 2,
  rate: 169 / 176,
  interval: [0.9197, 0.9839],
  operators: [
    { operator: 'leaked-answer', planted: 88, caught: 81 },
    { operator: 'wrong-label', planted: 88, caught: 88 },
  ],
  people: null,
};
const own: AdmissionJudge = {
  ...judge,
  judge: 'module:./judge.ts',
  answeredBy: null,
  family: 'own',
  assesses: false,
  unusable: 0,
  operators: [],
  people: { n: 120, observed: 0.93, kappa: 0.81, ac1: 0.87 },
};
const admission: AdmissionSummary = { generated: 1600, checked: 1580, judges: [judge, own] };
const report = { ...passing, admission };

const cases = '1580 of 1600 generated cases were checked by models of the families claude and own';
const first =
  '(claude) catches 96 % of planted errors (169 of 176, 95 % interval 92 to 98, 2 without a usable answer)';
const second =
  '(own), which judges the answer only, catches 96 % of planted errors (169 of 176, 95 % interval 92 to 98); agrees with people on 93 % of 120 (kappa 0.81, AC1 0.87)';

describe('who checked the cases, and what their word is worth', () => {
  test('in text', () => {
    const shown = text(report).replace(/\s+/g, ' ');
    expect(shown).toContain(
      `Who checked the cases ${cases} anthropic:claude-sonnet-5 ${first} module:./judge.ts ${second}`,
    );
  });

  test('in Markdown', () => {
    const shown = markdown(report).replaceAll('\\', '');
    expect(shown).toContain(`- ${cases}`);
    expect(shown).toContain(`- <code>anthropic:claude-sonnet-5</code> ${first}`);
  });

  test('in JUnit, as properties and in the output', () => {
    const shown = junit(report);
    expect(shown).toContain(`<property name="admission" value="${cases}"/>`);
    expect(shown).toContain(`<property name="admission" value="anthropic:claude-sonnet-5 ${first}"/>`);
    expect(shown.slice(shown.indexOf('<system-out>'))).toContain(`module:./judge.ts ${second}`);
  });

  test('in JSON, as published, and null without generated cases', () => {
    const document = JSON.parse(json(report));
    expect(document.admission).toEqual(admission);
    expect(() => reportDocument.parse(document)).not.toThrow();
    expect(JSON.parse(json(passing)).admission).toBe(null);
    for (const format of [text, markdown, junit]) expect(format(passing)).not.toMatch(/checked/i);
  });

  test('no judge, and a judge that was shown no planted error, are said to be so', () => {
    const none = text({ ...passing, admission: { generated: 2, checked: 0, judges: [] } });
    expect(none).toContain('no model checked the 2 generated cases');
    const unmeasured = { ...judge, planted: 0, caught: 0, unusable: 3, rate: null, interval: null };
    const shown = text({ ...passing, admission: { generated: 1, checked: 1, judges: [unmeasured] } });
    expect(shown.replace(/\s+/g, ' ')).toContain(
      '1 of 1 generated case was checked by a model of the family claude anthropic:claude-sonnet-5 (claude) was shown no planted error, 3 without a usable answer',
    );
  });

  test('names that try to do something in a report are text', () => {
    for (const said of hostileTexts) {
      const evil = {
        ...passing,
        admission: { ...admission, judges: [{ ...judge, judge: said, family: said }] },
      };
      expect(text(evil)).not.toMatch(actsOnTerminal);
      expect(markdown(evil)).not.toMatch(/<script|<img/i);
      expect(junit(evil)).not.toMatch(/<script/i);
    }
  });
});
