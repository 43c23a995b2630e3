import type { Candidate, Case } from '../../core/case.ts';
import { canonicalJson } from '../../core/json.ts';
import { createRandom } from '../../core/random.ts';
import type { AdmissionContext, Claims } from '../../core/seams.ts';
import type { EdgeCase, Skill } from '../../core/suite.ts';
import type { Writer } from '../../core/writing.ts';
import { lowestReading } from '../../runner/lowest-reading.ts';
import { askModels, type ModelJudge, makePanel } from '../generation/panel.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { faultOf, type Guard } from './fault-of.ts';
import { openTexts } from './open-texts.ts';
import { rewordByRules, ruleAttempts } from './reword-by-rules.ts';
import { rewriteByModel } from './rewrite-by-model.ts';
import type { LeftOut } from './stand-in-report.ts';

type Content = Pick<Case, 'input' | 'expected'>;

/** What stand-ins are made with. */
export interface Making {
  readonly loaded: LoadedSuite;
  readonly guard: Guard;
  /** Null: rules alone. */
  readonly writer: Writer | null;
  readonly judges: readonly ModelJudge[];
  readonly seed: number;
}

const modelAttempts = 3;

/**
 * Makes stand-ins of redacted records, one by one: each is tried again, in other words, until nothing speaks against it;
 * else it says what spoke against the last.
 */
export function standInMaker(
  making: Making,
  redacted: readonly Case[],
): (record: Case, index: number, signal: AbortSignal) => Promise<Content | LeftOut> {
  const open = openTexts(redacted);
  const { writer, guard } = making;
  return async (record, index, signal) => {
    const attempts = writer === null ? ruleAttempts : modelAttempts;
    let reason: LeftOut = 'reply';
    for (let attempt = 0; attempt < attempts; attempt++) {
      signal.throwIfAborted();
      const content = await written(record, { index, attempt, texts: open(record) }, making, signal);
      const fault = content === null ? 'reply' : await faultOf(content, record, guard);
      if (content !== null && fault === null && (await isAgreed(record, content, making, signal)))
        return content;
      reason = fault ?? 'judge';
    }
    return reason;
  };
}

function written(
  record: Case,
  at: {
    readonly index: number;
    readonly attempt: number;
    readonly texts: ReturnType<ReturnType<typeof openTexts>>;
  },
  { loaded, guard, writer, seed }: Making,
  signal: AbortSignal,
): Promise<Content | null> {
  const { index, attempt, texts } = at;
  const random = createRandom(seed).fork(`stand-in/${index}`);
  if (writer === null) return rewordByRules(record, texts, { attempt, random, surrogates: guard.surrogates });
  const told = { suite: loaded.suite, edgeCase: edgeCaseOf(loaded, record), writer, seed, sample: attempt };
  return rewriteByModel(record, texts, told, signal);
}

/** The judges answer blind; without any nobody is asked. */
async function isAgreed(
  record: Case,
  content: Content,
  { loaded, judges }: Making,
  signal: AbortSignal,
): Promise<boolean> {
  if (judges.length === 0) return true;
  const candidate: Candidate = { ...record, ...content, expectedFrom: 'inherited' };
  const context = contextOf(loaded, record);
  const panel = makePanel(context.edgeCase, loaded.registry, loaded.suite.task, judges);
  const verdicts = await askModels(panel, candidate, context, signal);
  return verdicts.at(-1)?.status === 'accepted';
}

const noClaims: Claims = { effect: null, edits: [], maxChangedWords: null, words: null, language: 'cell' };

/** What judges are told beside the stand-in: they rule on it alone, not on what was left out before. */
function contextOf(loaded: LoadedSuite, record: Case): AdmissionContext {
  const { suite, scorers } = loaded;
  const own = scorers.get(record.cell.skill) ?? [];
  return {
    task: suite.task,
    skill: skillOf(loaded, record),
    edgeCase: edgeCaseOf(loaded, record) ?? unnamed,
    claims: noClaims,
    cluster: record.cluster,
    parents: [],
    split: record.split,
    wordBand: null,
    fewestLetters: null,
    language: null,
    told: [],
    duplicateOf: () => null,
    nearDuplicateOf: async () => null,
    foreignIdentifiers: async () => [],
    unreadable: () => null,
    score: (candidate, output, signal) => lowestReading(own, candidate, output, signal),
  };
}

const unnamed: EdgeCase = {
  id: 'record',
  description: 'A record like any other.',
  expect: 'exact',
  quota: 0,
  generators: [],
  judges: [],
  optional: true,
};

function skillOf({ suite }: LoadedSuite, { cell }: Case): Skill {
  return suite.skills.find(({ id }) => id === cell.skill) ?? suite.skills[0];
}

function edgeCaseOf(loaded: LoadedSuite, record: Case): EdgeCase | null {
  return skillOf(loaded, record).edgeCases.find(({ id }) => id === record.cell.edgeCase) ?? null;
}

/** What two stand-ins must not both say. */
export function contentKey({ input, expected }: Content): string {
  // Inputs and expected values are plain data by their types; JSON has no narrower name for that.
  return canonicalJson({ input, expected } as unknown as Parameters<typeof canonicalJson>[0]);
}
