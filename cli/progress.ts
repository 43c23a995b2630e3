import type { Session } from './session.ts';

const lineEveryMs = 10_000;
const drawEveryMs = 100;
const barWidth = 24;

/** Shows how far long work is: a bar at a terminal, a line every 10 s elsewhere. */
export interface Progress {
  /** `label` is what is being done, such as `run candidate`. */
  show(label: string, done: number, total: number, more?: string): void;
  /** Takes the bar away. */
  clear(): void;
}

/** Progress on stderr. */
export function createProgress(session: Pick<Session, 'note' | 'colors'>): Progress {
  const { stderr } = process;
  const isTerminal = stderr.isTTY === true;
  let last = performance.now();
  let isDrawn = false;
  const clear = () => {
    if (isDrawn) stderr.write('\r\u001b[K');
    isDrawn = false;
  };
  return {
    clear,
    show(label, done, total, more = '') {
      const now = performance.now();
      if (now - last < (isTerminal ? drawEveryMs : lineEveryMs)) return;
      last = now;
      if (!isTerminal) {
        session.note(`${label}: ${done} of ${total}${more === '' ? '' : `, ${more}`}`);
        return;
      }
      const filled = total === 0 ? barWidth : Math.round((barWidth * Math.min(done, total)) / total);
      const bar = session.colors.cyan('━'.repeat(filled)) + session.colors.dim('─'.repeat(barWidth - filled));
      const name = label.slice(0, 30);
      const counts = `${done}/${total}`;
      const used = name.length + barWidth + counts.length + 4;
      const tail = more === '' ? '' : `  ${more}`.slice(0, Math.max(0, (stderr.columns ?? 80) - used));
      const text = `${name} ${bar} ${counts}${tail}`;
      stderr.write(`\r\u001b[K${text}`);
      isDrawn = true;
    },
  };
}
