import { randomBytes } from 'node:crypto';

/** A new run's id: when it started, to the second, and four random digits: `20260131-094501-3f9a`. */
export function newRunId(startedAt: Date): string {
  const [day = '', time = ''] = startedAt.toISOString().split('T');
  return `${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${randomBytes(2).toString('hex')}`;
}
