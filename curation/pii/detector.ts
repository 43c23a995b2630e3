import type { IdentifierType } from '../../core/identifier.ts';
import type { Random } from '../../core/random.ts';

/** One kind of identifier: how it is found, and what stands in for it. */
export interface Detector {
  readonly type: IdentifierType;
  /**
   * Global. No part of it may repeat without a bound where what follows can fail, or a long text costs the square of
   * its length.
   */
  readonly pattern: RegExp;
  /** How sure one is of a match without its context, 0 to 1; null: it is none, or no person's (a reserved range). */
  weigh(text: string): number | null;
  /** Words that speak for it when one of the five before names it, in lower case; `card*` also for `cards`. */
  readonly context: readonly string[];
  /** Words that speak against it when one of the three before names it. */
  readonly against?: readonly string[];
  /** What a value is made of where each part has its own surrogate; left out: the value is one. */
  readonly parts?: (text: string) => readonly string[];
  /** The same value (or part) written in any way, so that each has the same surrogate. */
  canonical(text: string): string;
  /**
   * A value in the same form that is nobody's: of a reserved range where there is one, else one that cannot be valid.
   * It is not found again by {@link weigh}, except where no such range can be, as with names.
   */
  surrogate(text: string, random: Random): string;
  /** A surrogate in canonical form as this text would write it; left out: drawn again it comes out the same. */
  readonly written?: (text: string, surrogate: string) => string;
}

/** Words before a number that say it counts things or names a thing, not a person. */
export const thingWords: readonly string[] = [
  'order*',
  'invoice*',
  'ticket*',
  'tracking',
  'shipment',
  'parcel',
  'isbn',
  'issn',
  'ean',
  'gtin',
  'upc',
  'sku',
  'serial',
  'version',
  'build',
  'article',
  'product',
  'part',
  'bestell*',
  'rechnung*',
  'auftrag*',
  'artikel*',
  'commande',
  'facture',
  'pedido',
  'factura',
  'ordine',
  'fattura',
  'encomenda',
  'fatura',
];
