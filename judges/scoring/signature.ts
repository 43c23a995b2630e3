import type { JudgeModel } from '../../core/judging.ts';
import type { Vote } from '../../core/run.ts';

/** Whose vote it is, and what answered in its name where the server says something else. */
export function signature(
  { id, lineage }: Pick<JudgeModel, 'id' | 'lineage'>,
  answeredBy: string,
): Pick<Vote, 'judge' | 'family' | 'answeredBy'> {
  const isSame = id === answeredBy || id.endsWith(`:${answeredBy}`) || id.includes(`:${answeredBy}@`);
  return { judge: id, family: lineage.family, ...(isSame ? {} : { answeredBy }) };
}
