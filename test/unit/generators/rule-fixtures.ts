import type { UnlabelledRow } from '../../../core/case.ts';
import type { GeneratorPart } from '../../../core/parts.ts';
import { createRandom } from '../../../core/random.ts';
import type { GenerateRequest, Proposal } from '../../../core/seams.ts';
import type { Task } from '../../../core/suite.ts';

export const qa: Task = { kind: 'qa', instructions: 'Answer.' };
export const triage: Task = {
  kind: 'classification',
  instructions: 'Which queue?',
  labels: ['billing', 'outage', 'other'],
};

interface Asked {
  readonly seed?: number | string;
  readonly count?: number;
  readonly wanted?: number;
  readonly task?: Task;
}

export function requestFor({ seed = 1, wanted = 10, task = qa }: Asked = {}): GenerateRequest {
  return {
    task,
    skill: { id: 'skill', description: '', weight: 1, edgeCases: [], score: null },
    edgeCase: {
      id: 'edge',
      description: '',
      expect: 'exact',
      quota: wanted,
      generators: [],
      judges: [],
      optional: false,
    },
    wanted,
    random: createRandom(seed),
    writer: null,
    ahead: 4,
    attributes: {},
    parents: () => [],
    unlabelled: [],
    documents: [],
    passedOver: () => {},
    reworded: (prompt) => prompt,
  };
}

/** The first proposals of a generator; all of them where there are fewer. */
export async function proposals(
  part: GeneratorPart,
  options: unknown,
  asked: Asked = {},
): Promise<readonly Proposal[]> {
  const { count = 1000, task = qa } = asked;
  const found: Proposal[] = [];
  const generator = part.create(options, { task });
  for await (const proposal of generator.propose(requestFor(asked), new AbortController().signal)) {
    found.push(proposal);
    if (found.length === count) break;
  }
  return found;
}

/** The texts of the last messages. */
export function texts(given: readonly Proposal[]): readonly string[] {
  return given.map(({ input }) => input.messages.at(-1)?.content ?? '');
}

/** What is wrong with options: `path: message`, one each. */
export function issues(part: GeneratorPart, options: unknown): readonly string[] {
  const { error } = part.options.safeParse(options);
  return (error?.issues ?? []).map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
}

export function unlabelledRow(text: string, more: Partial<UnlabelledRow> = {}): UnlabelledRow {
  return {
    id: `row of ${text}`,
    input: { messages: [{ role: 'user', content: text }] },
    skill: 'skill',
    cluster: `thread of ${text}`,
    tags: [],
    source: 'log.jsonl',
    row: 1,
    licence: null,
    split: 'heldout',
    copyable: true,
    ...more,
  };
}
