import type { OutputFault } from '../fault.ts';

/** Another label of the task stands where the output names one; the longest is taken where it names several. */
export const flipLabel: OutputFault = {
  name: 'flip-label',
  at: 'output',
  strengthIs: 'share',
  description: 'another label is answered',
  isFor: ({ kind }) => kind === 'classification',
  apply(output, random, { task }) {
    if (task.kind !== 'classification') return null;
    const said = output.text.toLowerCase();
    const named = task.labels
      .filter((label) => said.includes(label.toLowerCase()))
      .sort((a, b) => b.length - a.length)[0];
    const others = task.labels.filter((label) => label !== named);
    if (named === undefined || others.length === 0) return null;
    const other = random.pick(others);
    const at = said.indexOf(named.toLowerCase());
    return { ...output, text: output.text.slice(0, at) + other + output.text.slice(at + named.length) };
  },
};
