import { fault } from '../../core/errors.ts';
import type { LoadedSuite } from '../load-suite.ts';

interface UnsupportedKey {
  readonly key: string;
  readonly at: readonly (string | number)[];
  readonly because: string;
}

/** Keys that the gate cannot obey together with others of the suite. */
export function unsupportedKeys({
  suite,
  comparers,
}: Pick<LoadedSuite, 'suite' | 'comparers'>): readonly UnsupportedKey[] {
  const { sequential, weights } = suite.gate;
  const refused = (key: string, because: string) => [{ key: `gate.${key}`, at: ['gate', key], because }];
  return [
    ...(sequential === 'eprocess' && weights !== null
      ? refused('weights', 'an index of declared weights cannot be decided by `sequential: eprocess`')
      : []),
    ...(sequential !== 'none' && comparers.size > 0
      ? refused('sequential', 'outputs are compared once every case is run, so the run cannot end early')
      : []),
  ];
}

/** Throws GATE_UNSUPPORTED for the first key of the suite that the gate cannot obey: it never passes one over. */
export function refuseUnsupportedKeys(loaded: LoadedSuite): void {
  const [first] = unsupportedKeys(loaded);
  if (first === undefined) return;
  throw fault('GATE_UNSUPPORTED', `\`${first.key}\`: ${first.because}`, {
    place: loaded.parsed.locate([...first.at]),
    hint: 'take the key out, or take the other way; `heldout run` works with it',
  });
}
