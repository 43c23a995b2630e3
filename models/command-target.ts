import type { CaseId, CaseInput } from '../core/case.ts';
import type { TargetOutput } from '../core/run.ts';
import type { Target } from '../core/seams.ts';
import { LineProcess } from './line-process.ts';
import { parseOutput } from './parse-output.ts';
import { splitWords } from './split-words.ts';
import { untilAborted } from './until-aborted.ts';
import { longestReply, parseReply, wireRequest } from './wire.ts';

/** How often a command that ended without any answer is started again. */
const restarts = 3;
/** How many lines in a row may answer no call. */
const mostStrays = 100;

/**
 * Starts a command as a target: it reads one JSON object a line and answers each with one line, in any order.
 * Throws COMMAND_START when it cannot be started, MODEL_REF when its words cannot be read. An early exit is the fault
 * of the target for every call in flight; the next call starts the command again, unless it ended too often in a row
 * without an answer. A line that answers no call (not JSON, no id, an unknown id) fails the oldest call in flight,
 * else the next one: in-order programs are charged for the right call, and none of them goes unnoticed.
 */
export async function openCommandTarget(command: string, cwd: string): Promise<Target> {
  const target = new CommandTarget(splitWords(command), cwd);
  await target.start();
  return target;
}

interface Waiting {
  resolve(output: TargetOutput): void;
  reject(error: unknown): void;
}

class CommandTarget implements Target {
  readonly #words: readonly [string, ...string[]];
  readonly #cwd: string;
  #process: LineProcess | null = null;
  #starting: Promise<LineProcess> | null = null;
  #closed = false;
  /** By the id on the wire, oldest first. */
  readonly #inFlight = new Map<string, Waiting>();
  /** Ids of calls that were given up: the command may still answer them. */
  readonly #released = new Set<string>();
  #strays = { count: 0, last: '' };
  #ends = { inARow: 0, last: '' };
  #calls = 0;

  constructor(words: readonly [string, ...string[]], cwd: string) {
    this.#words = words;
    this.#cwd = cwd;
  }

  async start(): Promise<LineProcess> {
    this.#starting ??= LineProcess.start({
      words: this.#words,
      cwd: this.#cwd,
      longestLine: longestReply,
      onLine: (line) => this.#onLine(line),
      onEnd: (why) => this.#onEnd(why),
    }).finally(() => {
      this.#starting = null;
    });
    this.#process = await this.#starting;
    return this.#process;
  }

  async call(input: CaseInput, signal: AbortSignal, id?: CaseId): Promise<TargetOutput> {
    signal.throwIfAborted();
    const running = this.#process?.alive === true ? this.#process : await this.#restart();
    signal.throwIfAborted();
    if (this.#closed) throw new Error('the target was closed');
    if (!running.alive) throw new Error(`the command ${this.#ends.last}`);
    if (this.#strays.count > 0) {
      this.#strays.count--;
      throw new Error(this.#strays.last);
    }
    const wireId = this.#freeId(id);
    const answer = new Promise<TargetOutput>((resolve, reject) => {
      this.#inFlight.set(wireId, { resolve, reject });
    });
    running.write(wireRequest(wireId, input));
    try {
      return await untilAborted(answer, signal);
    } finally {
      if (this.#inFlight.delete(wireId)) this.#released.add(wireId);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#failAll('the target was closed');
    await this.#starting?.catch(() => null); // its caller hears of the failure
    await this.#process?.close();
  }

  async #restart(): Promise<LineProcess> {
    // What the last process still has to say, and its end, concern its own calls only.
    await this.#process?.ended;
    if (this.#process?.alive === true) return this.#process;
    if (this.#closed) throw new Error('the target was closed');
    if (this.#ends.inARow > restarts) {
      const times = `ended ${this.#ends.inARow} times in a row without an answer and is not started again`;
      throw new Error(`the command ${times}: it ${this.#ends.last}`);
    }
    return this.start();
  }

  #onLine(line: Uint8Array): void {
    let reply: unknown;
    try {
      if (line.every((byte) => byte <= 0x20)) return;
      reply = parseReply(line);
    } catch (error) {
      this.#onStray(error instanceof Error ? error.message : String(error));
      return;
    }
    const id = typeof reply === 'object' && reply !== null && 'id' in reply ? String(reply.id) : null;
    const waiting = id === null ? undefined : this.#inFlight.get(id);
    if (id === null || waiting === undefined) {
      if (id === null) this.#onStray('the target answered without an `id`');
      else if (!this.#released.delete(id))
        this.#onStray(`the target answered the id \`${id.slice(0, 80)}\`, which no call has`);
      return;
    }
    this.#inFlight.delete(id);
    this.#ends.inARow = 0;
    try {
      waiting.resolve(parseOutput(reply));
    } catch (error) {
      waiting.reject(error);
    }
  }

  #onStray(message: string): void {
    const [oldest] = this.#inFlight;
    if (oldest !== undefined) {
      const [id, waiting] = oldest;
      this.#inFlight.delete(id);
      this.#released.add(id);
      waiting.reject(new Error(message));
      return;
    }
    this.#strays = { count: this.#strays.count + 1, last: message };
    if (this.#strays.count > mostStrays)
      this.#process?.stop(`wrote ${this.#strays.count} lines that answer no call`);
  }

  #onEnd(why: string): void {
    this.#ends = { inARow: this.#ends.inARow + 1, last: why };
    this.#failAll(`the command ${why}`);
    this.#released.clear();
    this.#strays = { count: 0, last: '' };
  }

  #failAll(message: string): void {
    const waiting = [...this.#inFlight.values()];
    this.#inFlight.clear();
    for (const call of waiting) call.reject(new Error(message));
  }

  /** The case's id, with a number where the command may still answer another call of that id. */
  #freeId(id: CaseId | undefined): string {
    this.#calls++;
    const wanted = id ?? `call-${this.#calls}`;
    let free = wanted;
    for (let n = 2; this.#inFlight.has(free) || this.#released.has(free); n++) free = `${wanted}#${n}`;
    return free;
  }
}
