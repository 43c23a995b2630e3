import type { OutputFault } from '../fault.ts';
import { jsonObject } from './json-object.ts';

/** The JSON that was answered ends before its last brace. */
export const breakJson: OutputFault = {
  name: 'break-json',
  at: 'output',
  strengthIs: 'share',
  description: 'the JSON of the answer ends too early',
  apply: (output) =>
    jsonObject(output.text) === null
      ? null
      : { ...output, text: output.text.slice(0, output.text.lastIndexOf('}')) },
};
