import { expect, test } from 'vitest';
import { reportFormats } from '../../../reports/index.ts';
import { failing } from './report-fixtures.ts';

test('the formats, their files and what each begins with', () => {
  const begins = Object.entries(reportFormats).map(([format, { reporter, extension }]) => [
    format,
    extension,
    reporter(failing).slice(0, 5),
  ]);
  expect(begins).toEqual([
    ['text', 'txt', 'GATE '],
    ['json', 'json', '{\n  "'],
    ['md', 'md', '## ❌ '],
    ['junit', 'xml', '<?xml'],
    ['github', 'github.txt', '::err'],
    ['gitlab', 'gitlab.json', '[\n  {'],
  ]);
});

test.each(Object.entries(reportFormats))(
  '%s: the same report gives the same bytes and one line end',
  (_, { reporter }) => {
    expect(reporter(failing)).toBe(reporter(failing));
    expect(reporter(failing)).toMatch(/[^\n]\n$/);
  },
);
