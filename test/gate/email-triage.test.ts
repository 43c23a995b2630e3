import { evalGate } from '../../vitest/index.ts';

evalGate('examples/01-email-triage/suite.yaml', {
  target: 'module:./examples/01-email-triage/candidate-good.ts',
});
