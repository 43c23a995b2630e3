import { generate } from '../pipeline/generate.ts';
import { loadSuite } from '../pipeline/load-suite.ts';

/** Makes the cases of the example that are not in version control: tests must not generate behind one's back. */
export async function setup(): Promise<void> {
  await generate(await loadSuite('examples/01-email-triage/suite.yaml'));
}
