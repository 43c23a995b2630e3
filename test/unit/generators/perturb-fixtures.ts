import { type Case, type CaseInput, caseId, type Expected } from '../../../core/case.ts';
import type { Json } from '../../../core/json.ts';
import { type ProtectedSpan, protectedSpans } from '../../../core/protected-spans.ts';
import { createRandom } from '../../../core/random.ts';
import type { GenerateRequest, Generator, ParentSource, Proposal } from '../../../core/seams.ts';
import type { Expect, Task } from '../../../core/suite.ts';
import type { Edit, Operator } from '../../../generators/perturb/operator.ts';
import { operators } from '../../../generators/perturb/operators.ts';
import { perturb } from '../../../generators/perturb.ts';

export const ham: Expected = { kind: 'label', label: 'ham' };

export function operatorNamed(name: string): Operator {
  const found = operators.find((operator) => operator.name === name);
  if (found === undefined) throw new Error(`no operator ${name}`);
  return found;
}

interface Applied {
  readonly seed?: number | string;
  readonly share?: number | null;
  readonly expected?: Expected;
  readonly options?: { readonly [key: string]: Json };
}

/** The protected spans that the operator does not declare. */
export function lockedSpans(operator: Operator, text: string, given: Applied = {}): readonly ProtectedSpan[] {
  const declared: readonly string[] = operator.claims(operator.options.parse(given.options ?? {})).edits;
  return protectedSpans(text, given.expected ?? ham).filter((span) => !declared.includes(span.kind));
}

export function editOf(operator: Operator, text: string, given: Applied = {}): Edit {
  const random = createRandom(given.seed ?? 1);
  return { random, share: given.share ?? null, spans: lockedSpans(operator, text, given) };
}

/** What an operator makes of a text, under the spans that it does not declare. */
export function applied(name: string, text: string, given: Applied = {}): string | null {
  const operator = operatorNamed(name);
  const options = operator.options.parse(given.options ?? {});
  return operator.apply(text, editOf(operator, text, given), options);
}

/** What an operator makes of a text under many seeds, each result once. */
export function outcomes(name: string, text: string, given: Applied = {}): readonly (string | null)[] {
  const results = Array.from({ length: 200 }, (_, seed) => applied(name, text, { ...given, seed }));
  return [...new Set(results)].sort();
}

export const task: Task = {
  kind: 'classification',
  instructions: 'ham or spam?',
  labels: ['ham', 'spam', 'odd'],
};

export function caseOf(text: string, expected: Expected = ham, input?: CaseInput): Case {
  const cell = { skill: 'mail', edgeCase: null };
  const content = {
    cell,
    input: input ?? { messages: [{ role: 'user', content: text }] },
    expected,
  } as const;
  return {
    ...content,
    id: caseId(content),
    expectedFrom: 'declared',
    tags: ['from-the-parent'],
    provenance: {
      kind: 'authored',
      source: 'rows.jsonl',
      row: 1,
      declaredId: null,
      licence: null,
      copyable: true,
    },
    origin: 'real',
    cluster: `cluster of ${text.slice(0, 20)}`,
    split: 'heldout',
    verdicts: [],
  };
}

export interface Asked {
  readonly parents?: Partial<Record<ParentSource, readonly Case[]>>;
  readonly expect?: Expect;
  readonly wanted?: number;
  readonly seed?: number;
}

export function requestOf({
  parents = {},
  expect = 'invariant',
  wanted = 10,
  seed = 1,
}: Asked): GenerateRequest {
  const edgeCase = {
    id: 'noise',
    description: '',
    expect,
    quota: wanted,
    generators: [],
    judges: [],
    optional: false,
  };
  return {
    task,
    skill: { id: 'mail', description: '', weight: 1, edgeCases: [edgeCase], score: null },
    edgeCase,
    wanted,
    random: createRandom(seed),
    writer: null,
    ahead: 4,
    attributes: {},
    parents: (source) => parents[source] ?? [],
    unlabelled: [],
    documents: [],
    passedOver: () => {},
    reworded: (prompt) => prompt,
  };
}

export function generatorOf(options: Json): Generator {
  return perturb.create(options, { task });
}

/** All proposals for the request, or the first so many of them. */
export async function proposed(
  options: Json,
  asked: Asked,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly Proposal[]> {
  const found: Proposal[] = [];
  for await (const proposal of generatorOf(options).propose(requestOf(asked), new AbortController().signal)) {
    found.push(proposal);
    if (found.length >= most) break;
  }
  return found;
}

/** The text of a proposal whose only message is the user's. */
export function textOf(proposal: Proposal): string {
  return proposal.input.messages.map((message) => message.content).join('\n---\n');
}
