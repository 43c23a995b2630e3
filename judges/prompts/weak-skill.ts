import { fenceRule } from '../../core/fenced.ts';
import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'counted', 'failures', 'right'] as const;

/** What failures have in common (generators.md, G24): a typed hypothesis that repeats none of the texts. */
export const weakSkillPrompt: Prompt<(typeof holes)[number]> = {
  name: 'gaps/weak-skill',
  holes,
  system: `You find out why a language model fails. You are shown cases of one group that it got wrong, each with the right answer and with what the model gave, and some cases of the same group that it got right. Long texts are cut in the middle.
Look for one skill that is missing: something that the failures ask for and the cases that went well do not. It must explain most of the failures shown, and one could write new cases that ask for it. That the model "makes mistakes" or "picks the wrong label" explains nothing, and what holds for the right cases as well is no reason. Often there is no common reason; then say so, a guess costs more than it helps.
What you write is read by people who must not see the cases: say what kind of text it is, and never repeat a text, a part of one, a name or a number that stands in it.
${fenceRule}`,
  user: `The model was told:
<instructions>
{{instructions}}
</instructions>

What counting says of the group:
{{counted}}

It got these wrong:
{{failures}}

{{right}}

First "evidence", the numbers of the failures that one missing skill explains. Then "why", in one or two sentences: what they have in common and what the model does there. Then "weakSkill", the missing skill in at most ten words. Last "common", "yes" or "no": does it explain most of the failures shown?`,
};
