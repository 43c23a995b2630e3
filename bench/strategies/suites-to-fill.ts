import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const edgeCaseSchema = z.looseObject({
  id: z.string().optional(),
  /** Of a ready edge case, its name. */
  use: z.string().optional(),
  generators: z.tuple([z.looseObject({ use: z.string() })]).optional(),
});
const exampleSchema = z.looseObject({
  skills: z.tuple([z.looseObject({ description: z.string(), edgeCases: z.array(edgeCaseSchema) })]),
});
const furtherSchema = z.array(
  z.strictObject({
    example: z.string(),
    edgeCase: edgeCaseSchema,
    suite: z.record(z.string(), z.unknown()).default({}),
    rows: z.array(z.unknown()).nullable().default(null),
  }),
);
const examples = ['02-support-triage', '03-invoice-extraction', '05-docs-qa'];

/** One edge case of an example, or one that was added to it, which one strategy fills. */
export interface SuiteToFill {
  readonly example: string;
  /** Whether the example's own suite has this edge case. */
  readonly isOwn: boolean;
  /** The strategy; of a ready edge case, its name. */
  readonly strategy: string;
  readonly edgeCase: Readonly<Record<string, unknown>>;
  readonly skill: string;
  /** The rest of the suite. */
  readonly suite: Readonly<Record<string, unknown>>;
  /** Held-out rows in place of the example's. */
  readonly rows: readonly unknown[] | null;
}

/** Every edge case of the examples that models write for, and one for each further strategy. `root`: of the project. */
export function suitesToFill(root: string): readonly SuiteToFill[] {
  const read = (file: string): unknown => parse(readFileSync(path.join(root, file), 'utf8'));
  const suites = new Map(
    examples.map((name) => [name, exampleSchema.parse(read(`examples/${name}/suite.yaml`))]),
  );
  const own = [...suites].flatMap(([example, { skills }]) =>
    skills[0].edgeCases.map((edgeCase) => ({ example, isOwn: true, edgeCase, suite: {}, rows: null })),
  );
  const added = furtherSchema.parse(read('bench/strategies/further.yaml'));
  const further = added.map((one) => ({ ...one, isOwn: false }));
  return [...own, ...further].map(({ example, isOwn, edgeCase, suite, rows }) => {
    const whole = suites.get(example);
    if (whole === undefined) throw new RangeError(`no example ${example}`);
    const { skills, ...rest } = whole;
    const strategy = edgeCase.generators?.[0].use ?? edgeCase.use ?? '';
    return {
      example,
      isOwn,
      strategy,
      edgeCase,
      skill: skills[0].description,
      suite: { ...rest, ...suite },
      rows,
    };
  });
}
