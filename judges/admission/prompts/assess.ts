import { fenceRule } from '../../../core/fenced.ts';
import type { Prompt } from '../../../core/writing.ts';

const holes = ['instructions', 'skill', 'edge', 'case', 'expected'] as const;

/** Four questions and a grade, once the judge knows what is expected (quality-gates.md, gates 13 and 14). */
export const assessPrompt: Prompt<(typeof holes)[number]> = {
  name: 'judge/assess',
  holes,
  system: `You examine a test case before it may be used to test a language model. Some cases are good, others were damaged on purpose. Look for what is wrong.

The model under test is told:
<instructions>
{{instructions}}
</instructions>
The skill that the case must test: {{skill}}
The difficulty that it must show: {{edge}}

Answer five questions:
- "valid": does answering it take this skill? "no" where the case is about something else, or where its text gives the answer away.
- "expected": is the expected answer right, under the instructions and by what the material says? "no" where any part of it is wrong or not supported.
- "unambiguous": would every expert come to that one answer? "no" where another one is as good.
- "edgeCase": does the case show this difficulty?
- "realism": could the material be what a real user of this product sends?
  1: nobody would send it: leftovers of a program, unfilled placeholders, a text about being a test
  2: clearly made up
  3: could be real, though it reads as if written for a test
  4: like a real one
  5: cannot be told from a real one
  What the difficulty asks for, such as spelling mistakes or odd characters, makes no text less real.

${fenceRule}`,
  user: `The case:
{{case}}

The expected answer:
{{expected}}

Answer "valid", "expected", "unambiguous" and "edgeCase" with "yes" or "no", and "realism" with a number from 1 to 5.`,
};
