import { fault } from '../../core/errors.ts';
import type { LoadedSuite } from '../load-suite.ts';

interface UnsupportedKey {
  readonly key: string;
  readonly at: readonly (string | number)[];
}

/** Keys whose reader this version does not have, where they are set to other than their default. */
export function unsupportedKeys({ suite }: Pick<LoadedSuite, 'suite'>): readonly UnsupportedKey[] {
  return suite.gate.sequential === 'none' ? [] : [{ key: 'gate.sequential', at: ['gate', 'sequential'] }];
}

/** Throws GATE_UNSUPPORTED for the first key of the suite that the gate cannot obey: it never passes one over. */
export function refuseUnsupportedKeys(loaded: LoadedSuite): void {
  const [first] = unsupportedKeys(loaded);
  if (first === undefined) return;
  throw fault('GATE_UNSUPPORTED', `the gate of this version does not read \`${first.key}\``, {
    place: loaded.parsed.locate([...first.at]),
    hint: 'take the key out, or leave it at its default, to gate; `heldout run` works with it',
  });
}
