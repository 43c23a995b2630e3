import type { Candidate, Case, ClusterId, Origin, Split } from '../../core/case.ts';
import { rightAnswer } from '../../core/right-answer.ts';
import type { TrainingItem } from '../../core/training-item.ts';
import { withDocuments } from '../../core/with-documents.ts';
import type { Call, Writable } from './shape.ts';

/** Something that is exported: a case, a row to train on, or an item of training material. */
export interface ExportItem extends Candidate {
  readonly id: string;
  readonly kind: 'case' | TrainingItem['kind'];
  readonly origin: Origin;
  readonly cluster: ClusterId;
  readonly split: Split;
  /** What a model should write; null where no text says it. */
  readonly answer: string | null;
  /** What a preference pair holds against it; null for everything else. */
  readonly rejected: string | null;
  /** Of all that it is made of; null where one of them declares none. */
  readonly licence: string | null;
}

/** A case as an item; `licence` is that of its source, or of what it descends from. */
export function itemOfCase(item: Case, licence: string | null): ExportItem {
  return { ...item, kind: 'case', answer: rightAnswer(item.expected), rejected: null, licence };
}

/** Training material as an item; what leads to an answer stands before it. */
export function itemOfTraining({ answer, rationale, ...item }: TrainingItem): ExportItem {
  const whole = rationale === null ? answer : `${rationale.trim()}\n\n${answer}`;
  return { ...item, origin: 'synthetic', split: 'train', answer: whole };
}

/** An item as shapes write it. */
export function writable({ input, expected, answer, rejected }: ExportItem): Writable {
  const calls = expected.kind === 'tool-calls' ? expected.calls.map(firstCall) : [];
  return {
    messages: withDocuments(input),
    tools: input.tools ?? [],
    expected,
    answer: calls.length > 0 ? null : answer,
    calls,
    rejected,
  };
}

type AcceptableCall = Extract<Candidate['expected'], { kind: 'tool-calls' }>['calls'][number];

/** The call with the first value of each parameter; one that may be left out is. */
function firstCall({ function: name, parameters }: AcceptableCall): Call {
  const given = Object.entries(parameters).flatMap(([key, [first]]) =>
    first === undefined || first === '' ? [] : [[key, first] as const],
  );
  return { name, arguments: Object.fromEntries(given) };
}
