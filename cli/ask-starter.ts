import { fittingTags, type StarterAnswers } from '../pipeline/init.ts';

/** Asks at the terminal what to scaffold; null when the person leaves. */
export async function askStarter(defaults: StarterAnswers): Promise<StarterAnswers | null> {
  const { isCancel, multiselect, select, text } = await import('@clack/prompts');
  const id = await text({
    message: 'Name of the suite?',
    initialValue: defaults.id,
    validate: (value) =>
      /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(value ?? '')
        ? undefined
        : 'Letters, digits, dots, dashes, underscores.',
  });
  if (isCancel(id)) return null;
  const kind = await select({
    message: 'What does the model do?',
    initialValue: defaults.kind,
    options: [
      { value: 'classification', label: 'picks one of several labels' },
      { value: 'qa', label: 'answers a question' },
    ],
  });
  if (isCancel(kind)) return null;
  const target = await text({
    message: 'Which model is tested? (a small module is written for the default)',
    initialValue: defaults.target,
  });
  if (isCancel(target)) return null;
  const edgeCases = await multiselect({
    message:
      'Which edge cases? (made from your rows by rules; `heldout packs` shows those that models write)',
    options: fittingTags(kind).byRules.map(({ name, description }) => ({
      value: name,
      label: name,
      hint: description,
    })),
    initialValues: [...defaults.edgeCases],
    maxItems: 12,
  });
  if (isCancel(edgeCases)) return null;
  return { id, kind, target, edgeCases };
}
