import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportFormatNamed, exportFormats } from '../../../datasets/formats/export-formats.ts';
import { itemOfCase, writable } from '../../../datasets/formats/export-item.ts';
import { writeRecord } from '../../../datasets/formats/write-record.ts';
import { qa, realCase, suiteOf } from './dataset-fixtures.ts';
import { anyCase } from './export-fixtures.ts';

const suite = suiteOf(qa, { main: ['typos'], other: [] });

describe('what a format says that it loses nothing of is read from its own fields alone', () => {
  // A text for pre-training is one text, whatever it is made of; checks of promptfoo say more than one answer.
  const shapes = exportFormats.filter(
    ({ name, record, trainer }) =>
      trainer === null && record.shape.write && name !== 'text' && name !== 'promptfoo',
  );
  test('there are shapes to try', () => expect(shapes.length).toBeGreaterThan(8));

  test.each(shapes.map(({ name, record }) => [name, record] as const))('%s', (_, record) => {
    fc.assert(
      fc.property(anyCase(), (item) => {
        const whole = writable(itemOfCase(item, null));
        if (whole.answer === null || whole.answer === '') return;
        const { fields, loses } = writeRecord(itemOfCase(item, null), record, { suite, canary: null });
        if (loses !== null) return;
        const { metadata: _, ...own } = fields;
        const said = record.shape.read(own, suite.task);
        // What cannot be read back at all has an empty text, which no foreign file may have.
        if ('problem' in said) {
          expect(JSON.stringify(whole.messages)).toContain('""');
          return;
        }
        const { tools, ...input } = { tools: whole.tools, messages: whole.messages };
        expect(said.input).toEqual(tools.length === 0 ? input : { ...input, tools });
        expect(said.expected).toBe(whole.answer);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what goes out is what the target is sent', () => {
  test('instructions first, documents before the text, the first answer last', () => {
    const input = {
      messages: [{ role: 'user', content: 'Hi' }],
      documents: [{ id: 'd', text: 'Doc.' }],
    } as const;
    const item = itemOfCase(realCase('', { input, expected: { kind: 'text', accept: ['yes', 'ja'] } }), null);
    const { record } = exportFormatNamed('messages');
    expect(writeRecord(item, record, { suite, canary: null }).fields['messages']).toEqual([
      { role: 'system', content: 'Answer.' },
      { role: 'user', content: '<document id="d">\nDoc.\n</document>\n\nHi' },
      { role: 'assistant', content: 'yes' },
    ]);
  });
});
