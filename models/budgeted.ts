import { HeldoutError, InfrastructureError } from '../core/errors.ts';
import { type ModelClient, type ModelName, type ModelRequest, ReplyError } from '../core/model.ts';
import type { Usage } from '../core/run.ts';
import type { Budget, Reservation } from './budget.ts';
import { costOf, type Price } from './price.ts';
import { mostInputTokens } from './request-tokens.ts';
import { wrapped } from './wrapped.ts';

/** Bound on a reply where a budget in USD needs one and the request has none: without it no call could be bounded. */
export const defaultMaxTokens = 4_096;

/**
 * Refuses, with a BudgetError and before it is made, the call that could pass the budget. It reserves the most that
 * the call can cost (every byte of the prompt a token, and the longest reply) and settles by the usage that the server
 * reports. Under a budget in USD a request without `maxTokens` is sent with 4,096, so that the bound is a true one.
 * A failed call without a reply costs nothing; one that was broken off counts with all that was reserved, since what
 * the server charges for it is not known. A price that is not known leaves the bound on requests.
 */
export function budgeted(
  client: ModelClient,
  budget: Budget,
  priceOf: (model: ModelName) => Price | null,
): ModelClient {
  const price = priceOf(client.id);
  return wrapped(client, async (request, signal) => {
    const bounded = budget.boundsUsd && price !== null ? withBound(request) : request;
    const reservation = await budget.reserve(price === null ? null : most(price, bounded), signal);
    try {
      const response = await client.complete(bounded, signal);
      settle(reservation, price, response.usage);
      return response;
    } catch (error) {
      if (error instanceof ReplyError) settle(reservation, price, error.usage);
      else if (error instanceof InfrastructureError || error instanceof HeldoutError) {
        reservation.settle(price === null ? null : 0n, null);
      } else reservation.settle(null, null);
      throw error;
    }
  });
}

function withBound(request: ModelRequest): ModelRequest {
  return request.maxTokens === null ? { ...request, maxTokens: defaultMaxTokens } : request;
}

function most(price: Price, request: ModelRequest): bigint | null {
  const inputTokens = mostInputTokens(request);
  return costOf(price, { inputTokens, outputTokens: request.maxTokens ?? defaultMaxTokens });
}

function settle(reservation: Reservation, price: Price | null, usage: Usage | null): void {
  reservation.settle(price === null || usage === null ? null : costOf(price, usage), usage);
}
