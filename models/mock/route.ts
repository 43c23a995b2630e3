import type { Provider } from './errors.ts';
import type { MockReply } from './mock-request.ts';

/** A request as it came, its body read as JSON where it is some. */
export interface Incoming {
  readonly provider: Provider;
  readonly method: string;
  readonly path: string;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly body: unknown;
  /** Number of the request, from 1. */
  readonly arrival: number;
  /** The parts of a form; rejects with a TypeError for any other body. */
  readonly form: () => Promise<FormData>;
}

/** Text as it is, for files; else a reply. Null: there is no such path. */
export type Routed = MockReply | string | null;

/** What answers a method and a path; `id` is the part of the path that the pattern names. */
export type Route = readonly [
  method: 'GET' | 'POST' | 'DELETE',
  path: RegExp,
  answer: (incoming: Incoming, id: string) => Routed | Promise<Routed>,
];
