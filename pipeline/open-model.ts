import { fault } from '../core/errors.ts';
import type { ModelClient } from '../core/model.ts';
import type { Spend } from '../core/report.ts';
import type { ModelUse } from '../core/suite.ts';
import { type Budget, createBudget } from '../models/budget.ts';
import { budgeted } from '../models/budgeted.ts';
import { cached } from '../models/cached.ts';
import { type ClientRef, clientId, isClientRef, openClient } from '../models/clients/open-client.ts';
import { counted } from '../models/counted.ts';
import { limited } from '../models/limited.ts';
import { parseModelRef } from '../models/model-ref.ts';
import { modelTarget } from '../models/model-target.ts';
import { openTarget } from '../models/open-target.ts';
import { priceOfUse } from '../models/prices.ts';
import { recorded } from '../models/recorded.ts';
import { registeredTracer } from '../models/registered-tracer.ts';
import type { ResponseStore } from '../models/response-store.ts';
import { retried } from '../models/retried.ts';
import { retriedClient } from '../models/retried-client.ts';
import { timed } from '../models/timed.ts';
import { timedClient } from '../models/timed-client.ts';
import { traced } from '../models/traced.ts';
import { type MeteredTarget, metered } from './call-meter.ts';
import type { LoadedSuite } from './load-suite.ts';
import { packageVersion } from './package-version.ts';

/** How often a call is tried again when the fault is not the model's. */
const retries = 3;
/** A model server that limits its callers is asked again more often: it says when. */
const clientRetries = 6;

export interface OpenOptions {
  /** Where relative paths of the ref start; default: the suite's folder. */
  readonly folder?: string;
  readonly concurrency?: number;
  /** Answers that are there already are taken from here. Never for a target: a name says nothing about its weights. */
  readonly store?: ResponseStore;
}

/**
 * Opens a target, a baseline or a judge that answers as they do: each call is counted and has a time limit, and infrastructure faults are tried
 * again. A call of a server is a request of the suite's budget. Language models keep the suite's budget and their server's limits as well, and are first asked, at no cost,
 * whether calls can work; in a replay they are not called at all.
 */
export async function openModel(
  loaded: LoadedSuite,
  use: ModelUse,
  options: OpenOptions = {},
): Promise<MeteredTarget> {
  const { loadModule, suite, folder, session } = loaded;
  const ref = parseModelRef(use.use);
  if (isClientRef(ref)) {
    const { client, spend } = await openLanguageModel(loaded, use, options);
    return { target: modelTarget(client, use.with), spend };
  }
  const opened = await openTarget(ref, { folder: options.folder ?? folder, loadModule });
  const { target, spend } = metered(opened, use);
  const bounded = timed(target, suite.run.timeoutMs);
  // Its price is not known: no bound in USD can hold it, one on requests can.
  const isCounted = ref.scheme === 'http' && suite.budget.requests !== null;
  return { target: retried(isCounted ? counted(bounded, session.budget) : bounded, retries), spend };
}

/** Opens a language model by its client, with all that {@link openModel} says. Throws MODEL_REF for any other ref. */
export async function openLanguageModel(
  loaded: LoadedSuite,
  use: ModelUse,
  options: OpenOptions = {},
): Promise<{ readonly client: ModelClient; readonly spend: () => Spend }> {
  const ref = parseModelRef(use.use);
  if (!isClientRef(ref)) throw fault('MODEL_REF', `\`${use.use}\` is no language model`);
  const account = createBudget({ usd: null, requests: null });
  const client = await answering(loaded, ref, options, use, account);
  return {
    client,
    spend: () => {
      const { usd, requests, tokens } = account.spent();
      return { usd, requests, tokens };
    },
  };
}

/** The client as it is called: from the cassette where the command has one, else through all that guards a call. */
async function answering(
  { suite, session, folder: suiteFolder }: LoadedSuite,
  ref: ClientRef,
  { concurrency = suite.run.concurrency, store, folder = suiteFolder }: OpenOptions,
  use: ModelUse,
  account: Budget,
): Promise<ModelClient> {
  const { tape } = session;
  const price = priceOfUse(use);
  if (tape?.mode === 'replay') return recorded(clientId(ref), tape.open(), 'replay');
  const client = await openClient(ref, { env: process.env, folder });
  await client.preflight?.(AbortSignal.timeout(suite.run.timeoutMs));
  const sent = limited(
    traced(timedClient(client, suite.run.timeoutMs), await registeredTracer(packageVersion())),
    session.limiterOf(client.id, {
      ...use.limit,
      concurrency: Math.min(concurrency, client.atOnce ?? concurrency),
    }),
  );
  // The account of this model lies inside the suite's budget: a refused call costs it nothing.
  const accounted = budgeted(retriedClient(sent, { retries: clientRetries }), account, () => price);
  const paid = session.isBounded ? budgeted(accounted, session.budget, () => price) : accounted;
  const kept = store === undefined ? paid : cached(paid, store);
  return tape === null ? kept : recorded(kept, tape.open(), tape.mode);
}
