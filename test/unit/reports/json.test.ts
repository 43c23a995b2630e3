import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { json, toDocument } from '../../../reports/json.ts';
import { reportDocument } from '../../../reports/report-document.ts';
import { actsOnTerminal, anyText } from './hostile-text.ts';
import { bare, exception, failing, inconclusive, passing, withText } from './report-fixtures.ts';

const strict = z.strictObject(reportDocument.shape);

describe('json', () => {
  test('has the keys that machines rely on', () => {
    const document = JSON.parse(json({ ...failing, exceptions: [exception] }));
    expect(document).toMatchObject({
      schemaVersion: 1,
      status: 'fail',
      exitCode: 1,
      suite: { id: 'support-triage', digest: 'ab'.repeat(32) },
      dataset: { version: 3, digest: '9f1c0d'.repeat(10) },
      run: '20260412-081500-7f3a',
      baseline: '20260401-170000-11c2',
      trials: { planned: 2012, completed: 2009, errored: 3, skipped: 0, unscored: 0 },
      exceptions: [exception],
      spend: { usd: 0.3142, requests: 2012, tokens: 481_220 },
      durationMs: 125_300,
      files: { text: '.heldout/runs/20260412-081500-7f3a/report.txt' },
    });
    expect(document.arms[0]).toMatchObject({
      origin: 'real',
      n: 412,
      clusters: 398,
      baseline: 0.9417,
      candidate: 0.9539,
      difference: 0.0121,
      interval: [-0.0092, 0.0341],
      level: 0.9,
      margin: 0.03,
      status: 'pass',
      nMore: null,
    });
    expect(document.slices[1]).toMatchObject({
      name: 'synthetic/two-issues/misleading-second-topic',
      skill: 'two-issues',
      edgeCase: 'misleading-second-topic',
      tag: null,
      origin: 'synthetic',
      n: 60,
      difference: -0.2,
      interval: [-0.31, -0.09],
      pValue: 0.0004,
      status: 'fail',
      critical: false,
    });
  });

  test('missing numbers are null', () => {
    const document = JSON.parse(json(bare));
    expect(document.arms[0]).toMatchObject({
      designEffect: null,
      baseline: null,
      candidate: null,
      difference: null,
      interval: null,
      pPass: null,
      pFail: null,
      nMore: null,
    });
    expect(document).toMatchObject({ dataset: { version: null }, spend: { usd: null }, slices: [] });
  });

  test('ends with one line end', () => {
    expect(json(passing)).toMatch(/[^\n]\n$/);
  });

  test.each([
    ['passing', passing],
    ['failing', failing],
    ['inconclusive', inconclusive],
    ['bare', bare],
  ])('%s: the document is what the schema says, no key more or less', (_, report) => {
    expect(strict.parse(JSON.parse(json(report)))).toEqual(toDocument(report));
  });

  test('the schema can be published as JSON Schema', () => {
    const { required } = z.toJSONSchema(reportDocument, { io: 'input' });
    expect(required).toEqual(Object.keys(reportDocument.shape));
  });

  test('the schema refuses a status that is not one and a number that is a hole', () => {
    const document = toDocument(passing);
    expect(reportDocument.safeParse({ ...document, status: 'error' }).success).toBe(false);
    expect(reportDocument.safeParse({ ...document, durationMs: Number.NaN }).success).toBe(false);
  });

  test('any text is read back as it was, and none of it can act on a terminal', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const printed = json(withText(failing, text));
        expect(reportDocument.parse(JSON.parse(printed)).suite.title).toBe(text);
        expect(printed).not.toMatch(actsOnTerminal);
      }),
    );
  });
});
