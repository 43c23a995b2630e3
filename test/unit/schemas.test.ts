import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { publishedSchemas } from '../../pipeline/documents/schemas.ts';

const root = path.join(import.meta.dirname, '../..');
const folder = path.join(root, 'schema');
const schemas = publishedSchemas();

/** Compiled as an editor would read it; keywords that are written for people are no errors. */
function compiled(name: string) {
  return new Ajv({ strict: false, validateFormats: false }).compile(
    JSON.parse(readFileSync(path.join(folder, name), 'utf8')),
  );
}

describe('published schemas', () => {
  test('schema/ holds what the code says: run `npm run schema` when this fails', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(schemas).sort());
    for (const [name, schema] of Object.entries(schemas)) {
      expect(JSON.parse(readFileSync(path.join(folder, name), 'utf8')), name).toEqual(
        JSON.parse(JSON.stringify(schema)),
      );
    }
  });

  test('the suite schema accepts the example and refuses what the parser refuses', () => {
    const validate = compiled('suite.schema.json');
    const suite = parse(readFileSync(path.join(root, 'examples/01-email-triage/suite.yaml'), 'utf8'));
    expect(validate(suite), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...suite, scroe: [] })).toBe(false);
    expect(validate({ ...suite, gate: {} })).toBe(false);
    expect(validate({ ...suite, score: [{ use: 'label', with: { unread: 1 } }] })).toBe(false);
    const [skill] = suite.skills;
    const [edge] = skill.edgeCases;
    const withOption = { ...edge, generators: [{ use: 'perturb', with: { oops: ['typo'] } }] };
    expect(validate({ ...suite, skills: [{ ...skill, edgeCases: [withOption] }] })).toBe(false);
    expect(validate({ ...suite, score: [{ use: 'a-plugin', with: { anything: 1 } }] })).toBe(true);
  });

  test('every output schema compiles', () => {
    for (const name of Object.keys(schemas)) expect(compiled(name)).toBeTypeOf('function');
  });
});
