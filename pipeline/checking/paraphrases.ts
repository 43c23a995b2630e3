import type { Case, CaseId } from '../../core/case.ts';
import type { Embedder } from '../../core/embedding.ts';
import { fault, TimeoutError } from '../../core/errors.ts';
import type { JudgeModel } from '../../core/judging.ts';
import { ReplyError } from '../../core/model.ts';
import type { Suite } from '../../core/suite.ts';
import { reworded } from '../../core/writing.ts';
import { NearestRows, type NearRow } from '../../curation/nearest-rows.ts';
import { wholeText } from '../../curation/user-text.ts';
import { sameQuestion } from '../../judges/contamination/same-question.ts';
import { sameQuestionPrompt } from '../../judges/prompts/same-question.ts';
import { inProcessExecutor } from '../../runner/in-process-executor.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { openJudgeModels } from '../open-judge-models.ts';
import { openSuiteEmbedder } from '../open-suite-embedder.ts';
import { type RowKind, rowsOf, type ScannedRow, sourcesOf } from '../scan-rows.ts';
import { prepareWorkspace } from '../workspace.ts';
import { caseName } from './case-name.ts';

/** A held-out row that a judge found again in other words or in another language. */
export interface Paraphrase {
  readonly id: CaseId;
  readonly row: ScannedRow;
  /** Cosine of the embeddings, −1 to 1. */
  readonly value: number;
}

/** What a judge found among the rows of one kind. */
export interface Paraphrases {
  readonly against: RowKind;
  readonly judge: string;
  /** Held-out rows that had a row near enough to be asked about. */
  readonly asked: number;
  /** Of these the ones about which the judge gave no usable answer. */
  readonly unanswered: number;
  readonly found: readonly Paraphrase[];
}

/** So many rows are put to the judge, if their cosine is at least so high (quality-gates.md, gate 10: the nearest five). */
const nearest = { most: 5, least: 0.5 } as const;

/**
 * Looks for held-out rows among `data.training` and `data.protected` by what they mean: the five nearest rows of each by
 * `models.embedder`, of which the first language model of `models.judges` says whether they are a paraphrase or a
 * translation. Throws USAGE where the suite has no such model, and what the models throw.
 */
export async function findParaphrases(
  loaded: LoadedSuite,
  heldout: readonly Case[],
  signal: AbortSignal,
): Promise<readonly Paraphrases[]> {
  prepareWorkspace(loaded.workspace);
  const embedder = await openSuiteEmbedder(loaded);
  const judges = await openJudgeModels(loaded, true);
  const [judge] = judges.models;
  try {
    if (embedder === null || judge === undefined)
      throw fault('USAGE', 'paraphrases are found by an embedder and confirmed by a judge', {
        place: loaded.parsed.locate(['models']),
        hint: 'name both: `models: { embedder: ollama:all-minilm, judges: [ollama:qwen3] }`',
      });
    const found: Paraphrases[] = [];
    for (const kind of ['training', 'protected'] as const)
      if (sourcesOf(loaded, kind).length > 0)
        found.push(await findAmong(kind, loaded, heldout, { embedder, judge }, signal));
    return found;
  } finally {
    await judges.close();
    await embedder?.close?.();
  }
}

async function findAmong(
  kind: RowKind,
  loaded: LoadedSuite,
  heldout: readonly Case[],
  { embedder, judge }: { readonly embedder: Embedder; readonly judge: JudgeModel },
  signal: AbortSignal,
): Promise<Paraphrases> {
  const texts = heldout.map(({ input }) => wholeText(input));
  const near = new NearestRows<ScannedRow>(await embedder.embed(texts, signal), nearest);
  for await (const { source, batch } of rowsOf(loaded, kind, [])) {
    const said = batch.flatMap(({ number, texts: parts }) => parts.map((text) => ({ text, row: number })));
    const vectors = await embedder.embed(
      said.map(({ text }) => text),
      signal,
    );
    for (const [at, { text, row }] of said.entries())
      near.read(vectors[at] ?? new Float32Array(0), text, { source, row });
  }
  const questions = heldout.flatMap(({ id }, at) => {
    const rows = near.found[at] ?? [];
    return rows.length === 0 ? [] : [{ id, text: texts[at] ?? '', rows }];
  });
  const answers = await answersOf(loaded.suite, judge, questions, signal);
  return {
    against: kind,
    judge: judge.id,
    asked: questions.length,
    unanswered: questions.length - answers.size,
    found: questions.flatMap(({ id }) => answers.get(id) ?? []),
  };
}

interface Question {
  readonly id: CaseId;
  readonly text: string;
  readonly rows: readonly NearRow<ScannedRow>[];
}

/** The nearest row that is the same, or none, by case; a case without a usable answer is not in it. */
async function answersOf(
  suite: Suite,
  judge: JudgeModel,
  questions: readonly Question[],
  signal: AbortSignal,
): Promise<ReadonlyMap<CaseId, readonly Paraphrase[]>> {
  const prompt = reworded(sameQuestionPrompt, suite.prompts ?? {});
  const executor = inProcessExecutor(suite.run.concurrency, async ({ id, text, rows }: Question, abort) => {
    try {
      const others = rows.map((near) => near.text);
      const [first] = await sameQuestion(judge, prompt, text, others, abort);
      const same = first === undefined ? undefined : rows[first];
      return [id, same === undefined ? [] : [{ id, row: same.row, value: same.value }]] as const;
    } catch (error) {
      if (abort.aborted || !(error instanceof ReplyError || error instanceof TimeoutError)) throw error;
      return null;
    }
  });
  const answers = new Map<CaseId, readonly Paraphrase[]>();
  const each = async function* () {
    yield* questions;
  };
  for await (const [id, found] of executor.run(each(), signal)) answers.set(id, found);
  signal.throwIfAborted();
  return answers;
}

/** What a reader of `check` must know of it: how many rows were found again, and one of them. */
export function paraphraseWarnings(
  heldout: readonly Case[],
  searches: readonly Paraphrases[],
): readonly string[] {
  return searches.flatMap(({ against, judge, asked, unanswered, found }) => {
    const [first] = found;
    const item = heldout.find(({ id }) => id === first?.id);
    const told =
      first === undefined || item === undefined
        ? []
        : [
            `held-out rows that stand in the ${against} rows in other words or another language, by ${judge}: ${found.length}, such as ${caseName(item)} in row ${first.row.row} of ${first.row.source}`,
          ];
    return unanswered === 0
      ? told
      : [...told, `${judge} gave no usable answer for ${unanswered} of ${asked} held-out rows`];
  });
}
