import path from 'node:path';
import { writeWhole } from '../core/files.ts';
import { publishedSchemas } from './documents/schemas.ts';

const folder = path.join(import.meta.dirname, '..', 'schema');
for (const [name, schema] of Object.entries(publishedSchemas())) {
  writeWhole(path.join(folder, name), `${JSON.stringify(schema, null, 2)}\n`);
}
