import type { Random } from '../../core/random.ts';
import { TemplateError } from '../liquid.ts';
import type { Scalar } from '../template-value.ts';
import type { Coverage } from './coverage.ts';
import type { Production } from './productions.ts';

/** A value of an attribute and the production that set it; two of them where the parts disagree. */
type Setting = readonly [{ readonly value: Scalar; readonly by: string }, ...{ value: Scalar; by: string }[]];

/** A sentence with how it came about. */
export interface Derivation {
  readonly text: string;
  /** The productions used, the start rule's first, parts from left to right. */
  readonly productions: readonly [Production, ...Production[]];
  /**
   * What the productions set. A production's own `set` wins over what its parts set, because it sees all of them;
   * parts that disagree leave several settings, and nothing says which is right.
   */
  readonly settings: ReadonlyMap<string, Setting>;
}

/** After so many productions a sentence is brought to its end, as beyond the deepest level. */
const longSentence = 1000;
const maxProductions = 50_000;

/** Derives one sentence from a rule. Throws a {@link TemplateError} for one that even its shortest end makes too long. */
export function derive(start: string, coverage: Coverage, random: Random): Derivation {
  let count = 0;
  const expand = (rule: string, depth: number): Derivation => {
    count += 1;
    if (count > maxProductions)
      throw new TemplateError(`a sentence takes more than ${maxProductions} productions`);
    const production = coverage.choose(rule, count > longSentence ? Number.POSITIVE_INFINITY : depth, random);
    const below: Derivation[] = [];
    const texts = production.parts.map((part) => {
      if (part.kind === 'text') return part.text;
      const derived = expand(part.name, depth + 1);
      below.push(derived);
      return derived.text;
    });
    return {
      text: texts.join(''),
      productions: [production, ...below.flatMap(({ productions }) => productions)],
      settings: settingsOf(production, below),
    };
  };
  return expand(start, 1);
}

function settingsOf({ id, set }: Production, below: readonly Derivation[]): Derivation['settings'] {
  const settings = new Map<string, Setting>();
  for (const [name, setting] of below.flatMap((derived) => [...derived.settings])) {
    const before = settings.get(name);
    const others = setting.filter(({ value }) => !before?.some((known) => known.value === value));
    settings.set(name, before === undefined ? setting : [...before, ...others]);
  }
  for (const [name, value] of Object.entries(set)) settings.set(name, [{ value, by: id }]);
  return settings;
}

/**
 * The attributes as `expected` reads them. Throws a {@link TemplateError} where the parts disagree about one of the
 * names.
 */
export function attributesOf(
  { settings }: Derivation,
  names: readonly string[],
  defaults: Readonly<Record<string, Scalar>>,
): Readonly<Record<string, Scalar>> {
  for (const name of names) {
    const [first, second] = settings.get(name) ?? [];
    if (first === undefined || second === undefined) continue;
    const say = ({ value, by }: typeof first) => `${JSON.stringify(value)} by \`${by}\``;
    throw new TemplateError(
      `\`${name}\` is set to ${say(first)} and to ${say(second)}; set it in a production above both, which wins`,
    );
  }
  const set = [...settings].flatMap(([name, [first, ...rest]]) =>
    rest.length === 0 ? [[name, first.value]] : [],
  );
  return { ...defaults, ...Object.fromEntries(set) };
}
