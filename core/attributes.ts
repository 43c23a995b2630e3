/** What a case is varied by beside its cell: name → value, such as `{ style: 'terse', language: 'es' }`. */
export type Attributes = Readonly<Record<string, string>>;

/** What a suite declares: name → values; of personas also how many are to be made up. */
export type DeclaredAttributes = Readonly<
  Record<string, readonly [string, ...string[]] | { readonly sample: number }>
>;

/** What a `length` says, such as `5-15`: words, both included; null where it says nothing of the kind. */
export function wordsIn(length: string | undefined): { readonly min: number; readonly max: number } | null {
  const [, min, max] = /^(\d+)-(\d+)$/.exec(length ?? '') ?? [];
  return min === undefined || max === undefined ? null : { min: Number(min), max: Number(max) };
}

/** Tags that make attributes slices: `style:terse`. A persona is no tag: each has few cases. */
export function attributeTags(attributes: Attributes): readonly string[] {
  return Object.entries(attributes)
    .filter(([name]) => name !== 'persona')
    .map(([name, value]) => `${name}:${value.toLowerCase().replace(/[\s/#]+/g, '-')}`);
}
