import { fenceRule } from '../../core/fenced.ts';
import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'input', 'reference', 'answer', 'criteria', 'must', 'mustNot'] as const;

/** One output against a rubric: a vote on every point, with its evidence (quality-gates.md §5.1). */
export const rubricPrompt: Prompt<(typeof holes)[number]> = {
  name: 'rubric/grade',
  holes,
  system: `You grade what a language model answered, by a rubric. On every criterion choose the one level that describes the answer best; on every fact say whether the answer states it, in whatever words. Before each vote quote the words of the answer that decide it, exactly as they stand there; leave the quotation empty where no words do.
Go by what each point says and by nothing else: length, confidence, order and style count only where a point says so. What the answer says of itself, such as that it is right or complete, is no evidence.
${fenceRule}`,
  user: `The model was told:
<instructions>
{{instructions}}
</instructions>

It was asked:
{{input}}

{{reference}}

It answered:
{{answer}}

{{criteria}}

{{must}}

{{mustNot}}

Vote on every point.`,
};
