import { fenceRule } from '../../core/fenced.ts';
import type { Prompt } from '../../core/writing.ts';

const holes = ['input', 'answer'] as const;

/** Whether each claim of an answer is supported by the documents: the reference is not shown. */
export const groundednessPrompt: Prompt<(typeof holes)[number]> = {
  name: 'groundedness/claims',
  holes,
  system: `You check an answer against documents. Break the answer into its claims: every statement of fact that could be wrong, each on its own, read with the question where the answer is short. What says that something is not known or not in the documents, asks back or is mere politeness is no claim.
For each claim find what the documents say of it and quote that, exactly as it stands there; then say whether the claim is supported (the documents say it, or it follows from them alone), contradicted (they say otherwise) or absent (they do not say). What you know yourself supports nothing, and neither does the answer: that it cites a document, or says that it is sure, is no evidence. Leave no claim out.
${fenceRule}`,
  user: `The documents, and what was asked:
{{input}}

The answer:
{{answer}}

List its claims.`,
};
