import path from 'node:path';
import { z } from 'zod';
import type { CaseInput } from '../../core/case.ts';
import { shortDigest } from '../../core/digest.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import type { TargetOutput } from '../../core/run.ts';
import type { Target } from '../../core/seams.ts';
import { type LogForm, openLog } from '../../runner/record-log.ts';
import { lockRun } from '../../runner/run-lock.ts';
import { outputSchema } from '../../runner/trial-schema.ts';

interface KeptAnswer {
  readonly input: string;
  readonly attempt: number;
  readonly output: TargetOutput;
}

const answers: LogForm<KeptAnswer> = {
  schema: z.strictObject({ input: z.string(), attempt: z.int().min(0), output: outputSchema }),
  name: 'the answers to damaged inputs',
  hint: 'remove the file: the target is then asked again',
};

/** What the target of a run answered to damaged inputs, kept so that no input is paid for twice. */
export interface KeptAnswers {
  has(input: CaseInput, attempt: number): boolean;
  /** The target, asked only for what is not kept. */
  around(target: Target): Target;
  close(): void;
}

/** Opens the answers of a run's target. Throws RUN_BUSY while another process uses them. */
export function openKeptAnswers(folder: string): KeptAnswers {
  const unlock = lockRun(folder);
  try {
    const log = openLog(path.join(folder, 'answers.jsonl'), answers);
    const kept = new Map(
      log.read().map(({ input, attempt, output }) => [`${input}#${attempt}`, Promise.resolve(output)]),
    );
    return {
      has: (input, attempt) => kept.has(keyOf(input, attempt)),
      around: (target) => ({
        call(input, signal, caseId, attempt = 0) {
          const key = keyOf(input, attempt);
          const before = kept.get(key);
          if (before !== undefined) return before;
          const asked = target.call(input, signal, caseId, attempt).then((output) => {
            log.append({ input: digestOf(input), attempt, output });
            return output;
          });
          // Equal inputs that are under way wait for one answer; what failed is asked again.
          kept.set(key, asked);
          asked.catch(() => kept.delete(key));
          return asked;
        },
      }),
      close: () => {
        log.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Names a damaged input among the attempts at it. */
export function keyOf(input: CaseInput, attempt: number): string {
  return `${digestOf(input)}#${attempt}`;
}

function digestOf(input: CaseInput): string {
  // An input is plain data by its type; JSON has no narrower name for that.
  return shortDigest(canonicalJson(input as unknown as Json));
}
