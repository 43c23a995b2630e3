import { expect, test } from 'vitest';
import { startNote } from '../../../cli/start-note.ts';
import type { RunHeader } from '../../../core/run.ts';

const header = {
  id: 'R1',
  role: 'candidate',
  target: { ref: 'module:./t.mjs' },
  planned: 40,
} as RunHeader; // all that the note reads

test('says that a run goes on, or that there was nothing to resume', () => {
  const resumed = { done: 3, isNew: false, resume: true };
  expect(startNote(header, resumed)).toBe('going on with run R1: 3 of 40 trials are there');
  expect(startNote(header, { ...resumed, done: 0 })).toBeNull();
  const fresh = { done: 0, isNew: true, resume: true };
  expect(startNote(header, fresh)).toBe(
    'nothing to resume: module:./t.mjs has no unfinished run on these cases, so run R1 starts anew',
  );
  expect(startNote(header, { ...fresh, resume: false })).toBeNull();
  expect(startNote({ ...header, role: 'baseline' }, fresh)).toBeNull();
});
