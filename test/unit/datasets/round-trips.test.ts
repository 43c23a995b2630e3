import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportFormats } from '../../../datasets/formats/export-formats.ts';
import { classification, qa, suiteOf, temporaryFolder } from './dataset-fixtures.ts';
import { anyCase, essence, roundTrip } from './export-fixtures.ts';

const exchange = exportFormats.filter(({ trainer, takes }) => trainer === null && takes === 'cases');
const skills = { main: ['typos'], other: [] };

describe('what is exported comes back as the same cases', () => {
  test('there are formats to try', () => expect(exchange.length).toBeGreaterThan(12));

  test.each(exchange.map((format) => [format.name, format] as const))('%s', async (_, format) => {
    const folder = temporaryFolder();
    const suite = suiteOf(qa, skills);
    await fc.assert(
      fc.asyncProperty(fc.array(anyCase(), { minLength: 1, maxLength: 4 }), async (cases) => {
        const back = await roundTrip(folder, cases, format, suite);
        expect(back.map(essence)).toEqual(cases.map(essence));
      }),
      { numRuns: 40 },
    );
  });

  test.each(exchange.map((format) => [format.name, format] as const))('%s, of labels', async (_, format) => {
    const folder = temporaryFolder();
    const suite = suiteOf(classification, skills);
    const labels = fc.constantFrom('billing', 'access').map((label) => ({ kind: 'label' as const, label }));
    await fc.assert(
      fc.asyncProperty(fc.array(anyCase(labels), { minLength: 1, maxLength: 4 }), async (cases) => {
        const back = await roundTrip(folder, cases, format, suite);
        expect(back.map(essence)).toEqual(cases.map(essence));
      }),
      { numRuns: 10 },
    );
  });
});
