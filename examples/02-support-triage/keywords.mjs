const words = {
  billing:
    /charg|bill|invoice|refund|price|pay|receipt|renewal|\bcard\b|\bvat\b|seats?\b|subscription|\bfee\b|money/g,
  access:
    /log ?-?in|password|reset link|admin rights|locked|\bcode\b|sign-on|owner|cannot get into|two-factor|let me in|account/g,
  outage:
    /\bdown\b|blank|503|time ?s? out|nothing (?:has )?load|failed|stopped|error|stuck|outage|unreachable|does not load/g,
  'feature-request':
    /would (?:help|love|be great|save)|please add|could (?:reports|you support)|we miss|will there be|let us|wish|it would/g,
};

/** Sorts a ticket by its words. `asks`: the last clause counts first; `deaf`: queues that are never chosen. */
export function classify(text, { asks, deaf = [] }) {
  const plain = text.toLowerCase();
  const clauses = plain
    .split(/[.!?;:]\s|\bbut\b|, (?:my question|what i need|now)/)
    .filter((clause) => clause.trim() !== '');
  const found = asks ? best(clauses.at(-1) ?? plain, deaf) : null;
  return found ?? best(plain, deaf) ?? 'out-of-scope';
}

function best(text, deaf) {
  const counts = Object.entries(words)
    .filter(([queue]) => !deaf.includes(queue))
    .map(([queue, pattern]) => [queue, text.match(pattern)?.length ?? 0])
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1]);
  return counts[0]?.[0] ?? null;
}
