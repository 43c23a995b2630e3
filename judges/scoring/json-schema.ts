import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { fault, messageOf } from '../../core/errors.ts';
import { definePart, type ScorerPart } from '../../core/parts.ts';
import { jsonAnswer } from './json-answer.ts';
import { passOrFail, quoted } from './reading.ts';

/**
 * Right when the output is JSON that the schema accepts: `with: { schema }`, else the task's `outputSchema`.
 * The expected value is not read. JSON Schema 2020-12, or draft 7 where `$schema` names it; `format` is not checked.
 */
export const jsonSchema: ScorerPart = definePart({
  name: 'json-schema',
  version: '1',
  options: z.strictObject({ schema: z.record(z.string(), z.json()).optional() }),
  create(options, { task }) {
    const schema = options.schema ?? (task.kind === 'extraction' ? task.outputSchema : null);
    if (schema === null) {
      const hint = 'write `with: { schema: … }`, or `outputSchema` under an extraction task';
      throw fault('PART_OPTION', 'the scorer `json-schema` has no schema', { hint });
    }
    const isDraft7 = /draft-0[67]/.test(String(schema['$schema'] ?? ''));
    const ajv = new (isDraft7 ? Ajv : Ajv2020)({ strict: false, validateFormats: false });
    const validate = compile(() => ajv.compile(schema));
    return {
      unreadable: () => null,
      async score(_subject, output) {
        const answer = jsonAnswer(output.text);
        if (answer === null) return passOrFail(false, `${quoted(output.text)} is not JSON`);
        if (validate(answer.value)) return passOrFail(true, 'valid');
        const [error] = validate.errors ?? [];
        return passOrFail(
          false,
          `${error?.instancePath || 'the answer'} ${error?.message ?? 'is not valid'}`,
        );
      },
    };
  },
});

function compile<Validate>(make: () => Validate): Validate {
  try {
    return make();
  } catch (error) {
    throw fault('PART_OPTION', `the scorer \`json-schema\` cannot use the schema: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
