import { fault } from '../core/errors.ts';
import type { DeclaredLineage, Lineage, ModelUse } from '../core/suite.ts';
import { knownFamilies } from './lineage-table.ts';
import { modelName, parseModelRef } from './model-ref.ts';
import { vendorAliases } from './vendor-aliases.ts';

/** What the table knows of a model by its name, whatever registry, tag or case it is written with; else null. */
export function knownLineage(name: string): Lineage | null {
  const plain = plainName(name);
  const found = knownFamilies.find(({ pattern }) => pattern.test(plain));
  if (found === undefined) return null;
  const { vendor, family, base, teacher } = found;
  return { vendor, family, base, teacher };
}

/**
 * Where a model comes from: what the table knows of it by its name, what the model says of itself (`told`), and what
 * the suite declares, added to each other; values that differ stand side by side, parted by commas. A model that is not
 * known and has a known base only is of its base's family.
 * Throws LINEAGE_UNKNOWN where no family follows, and MODEL_REF for a ref that is none.
 */
export function resolveLineage(use: ModelUse, told: Lineage | null = null): Lineage {
  const ref = parseModelRef(use.use);
  const name = modelName(ref);
  const declared: DeclaredLineage = use.lineage ?? {};
  // Ollama's name without a tag is its default build, not the model that the maker gave the name to.
  const tagged = ref.scheme === 'ollama' && !ref.name.includes(':') ? `${ref.name}:latest` : name;
  const byName = tagged === null ? null : knownLineage(tagged);
  const known = both(byName, told) ?? fromBase(declared);
  const family = added(known?.family ?? null, declared.family);
  if (family === null) throw unknownLineage(use, name);
  return {
    vendor: added(known?.vendor ?? null, declared.vendor),
    family,
    base: added(known?.base ?? null, declared.base),
    teacher: added(known?.teacher ?? null, declared.teacher),
  };
}

/**
 * What two models have in common, in words such as "family llama", or null: a family, a base or teacher, or a vendor.
 * Bases and teachers count with all that the table knows of them, and of theirs. `none` matches nothing.
 */
export function relation(a: Lineage, b: Lineage): string | null {
  const [one, other] = [kin(a), kin(b)];
  const family = shared(one.families, other.families);
  if (family !== null) return `family ${family}`;
  const model = shared([...one.families, ...one.models], new Set([...other.families, ...other.models]));
  if (model !== null) return `base or teacher ${model}`;
  const vendor = shared(one.vendors, other.vendors);
  return vendor === null ? null : `vendor ${vendor}`;
}

interface Kin {
  readonly vendors: Set<string>;
  readonly families: Set<string>;
  /** Bases and teachers that the table does not know. */
  readonly models: Set<string>;
}

function kin(lineage: Lineage): Kin {
  const all: Kin = { vendors: new Set(), families: new Set(), models: new Set() };
  const seen = new Set<string>();
  const add = (from: Lineage) => {
    for (const vendor of parts(from.vendor)) all.vendors.add(vendorAliases.get(vendor) ?? vendor);
    for (const family of parts(from.family)) all.families.add(knownLineage(family)?.family ?? family);
    for (const model of [...parts(from.base), ...parts(from.teacher)]) {
      if (seen.has(model)) continue;
      seen.add(model);
      const known = knownLineage(model);
      if (known === null) all.models.add(plainName(model).replace(/:.*$/, ''));
      else add(known);
    }
  };
  add(lineage);
  return all;
}

/** The values of a lineage's field, in lower case. */
function parts(value: string | null): readonly string[] {
  const values = (value ?? '').split(',').map((part) => part.trim().toLowerCase());
  return values.filter((part) => part !== '' && part !== 'none');
}

function shared(values: Iterable<string>, others: ReadonlySet<string>): string | null {
  for (const value of values) if (others.has(value)) return value;
  return null;
}

function both(one: Lineage | null, other: Lineage | null): Lineage | null {
  if (one === null || other === null) return one ?? other;
  return {
    vendor: added(one.vendor, other.vendor),
    family: added(one.family, other.family) ?? one.family,
    base: added(one.base, other.base),
    teacher: added(one.teacher, other.teacher),
  };
}

function added(known: string | null, declared: string | null | undefined): string | null {
  if (known === null) return declared ?? null;
  const news = parts(declared ?? null).filter((part) => !parts(known).includes(part));
  return [known, ...news].join(', ');
}

/** A fine-tune without a declared family keeps the vendor and family of its base. */
function fromBase(declared: DeclaredLineage): Lineage | null {
  if (declared.family !== undefined) return null;
  const bases = parts(declared.base ?? null).map(knownLineage);
  const base = bases.find((known) => known !== null);
  return base === undefined ? null : { vendor: base.vendor, family: base.family, base: null, teacher: null };
}

const organisations =
  'cohereforai|coherelabs|deepseek-ai|google|huggingfacetb|ibm-granite|meta-llama|microsoft|mistralai|moonshotai|nousresearch|nvidia|openai|qwen|thudm|zai-org';
/** What registries and clouds put before a model's own name. */
const prefixes = new RegExp(
  `^(?:(?:us|eu|apac|global)\\.)?(?:(?:ai21|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen)\\.|(?:${organisations})_)?`,
);

function plainName(name: string): string {
  const own = name.trim().toLowerCase().replace(/^.*\//, '');
  return own.replace(prefixes, '').replace(/[_\s]+/g, '-');
}

function unknownLineage(use: ModelUse, name: string | null): Error {
  const why =
    name === null ? 'it is not a provider’s model' : `no known family has a model named \`${name}\``;
  const lines = [
    'declare it where the model is named (`vendor: none` for your own; base and teacher only where there is one):',
    `  use: ${JSON.stringify(use.use)}`,
    '  lineage:',
    '    vendor: VENDOR',
    '    family: FAMILY',
    '    base: MODEL-IT-WAS-TUNED-FROM',
    '    teacher: MODEL-WHOSE-OUTPUT-IT-LEARNT-FROM',
  ];
  return fault('LINEAGE_UNKNOWN', `the lineage of \`${use.use}\` is not known: ${why}`, {
    hint: lines.join('\n'),
  });
}
