import { type CanaryOperator, withText } from './canary-operator.ts';

/** Texts of worlds that hardly any task is about. */
const elsewhere = [
  'Knead the dough for ten minutes, then let it rest under a cloth until it has doubled.',
  'The second violin comes in four bars later and takes over the tune.',
  'Frost is likely in the valleys tonight, so bring the lemon trees inside.',
  'She moved her bishop to the long diagonal and offered a draw.',
  'Sand the plank along the grain before the second coat of varnish.',
  'The ferry to the island leaves at low tide in winter.',
  'Cut the stems at an angle and change the water every other day.',
  'Two thirds of the moon were in shadow when the clouds came.',
  'The glaze cracks when the kiln cools too fast.',
  'Cast on forty stitches and knit until the piece measures a hand.',
];
/** Labels for whatever fits nowhere else: a text from elsewhere may be right under them. */
const catchAll =
  /other|none|\bno\b|not|neutral|normal|unknown|unclear|misc|general|scope|else|rest|ham\b|negative|false/i;

/** A text about something else, with the expected value of the case. */
export const offSkill: CanaryOperator = {
  name: 'off-skill',
  measure: 'answer',
  isSeenByAnswer: false,
  plant({ input, expected }, { task, random }) {
    if (expected.kind === 'behaviour') return null;
    if (expected.kind === 'label') {
      // Of two labels either may be the one for everything else.
      const isOpen = task.kind === 'classification' && task.labels.length > 2;
      if (!isOpen || catchAll.test(expected.label)) return null;
    }
    const { documents: _, ...rest } = withText(input, random.pick(elsewhere));
    return { input: rest, expected };
  },
};
