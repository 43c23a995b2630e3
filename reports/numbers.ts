const absent = 'n/a';

/** A proportion with 4 decimals; `n/a` where there is none. */
export function proportion(value: number | null): string {
  return value === null ? absent : value.toFixed(4);
}

/** A difference of proportions with its sign and 4 decimals; what rounds to nothing has no sign. */
export function signed(value: number | null): string {
  if (value === null) return absent;
  const digits = Math.abs(value).toFixed(4);
  if (digits === '0.0000') return digits;
  return `${value < 0 ? '-' : '+'}${digits}`;
}

/** `[-0.0355, +0.0156]`. */
export function interval(bounds: readonly [number, number] | null): string {
  return bounds === null ? absent : `[${signed(bounds[0])}, ${signed(bounds[1])}]`;
}

/** A p-value with 4 decimals, never a bare 0. */
export function pValue(value: number | null): string {
  if (value === null) return absent;
  return value < 0.0001 ? '<0.0001' : value.toFixed(4);
}

/** A number that people declared, with up to 4 decimals: `0.03`. */
export function declared(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** `90 %`. */
export function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}

/** USD with 4 decimals. A price that is not known is said to be so. */
export function usd(value: number | null): string {
  return value === null ? 'USD unknown' : `USD ${value.toFixed(4)}`;
}

/** `840 ms`, `5.1 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
