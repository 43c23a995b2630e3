import type { LoadedDocument } from '../../../core/case.ts';
import type { GeneratorPart } from '../../../core/parts.ts';
import type { Proposal } from '../../../core/seams.ts';
import type { Task } from '../../../core/suite.ts';
import { type Asked, scriptedWriter } from '../../fixtures/models/scripted-writer.ts';
import { requestFor } from './rule-fixtures.ts';

/** What a strategy offers for these answers of a model, and why it passed others over. */
export async function offered(
  part: GeneratorPart,
  task: Task,
  answer: (asked: Asked) => unknown,
  { options = {}, documents = [], most = 1 }: Partial<Given> = {},
) {
  const reasons: string[] = [];
  const writer = scriptedWriter(answer);
  const found: Proposal[] = [];
  const request = {
    ...requestFor({ wanted: 3, task }),
    documents,
    writer,
    passedOver: (reason: string) => void reasons.push(reason),
  };
  const generator = part.create(options, { task });
  for await (const one of generator.propose(request, new AbortController().signal))
    if (found.push(one) === most) break;
  return { found, reasons: [...new Set(reasons)], asked: writer.asked };
}

interface Given {
  readonly options: unknown;
  readonly documents: readonly LoadedDocument[];
  readonly most: number;
}
