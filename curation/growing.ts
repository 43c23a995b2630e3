/** The array, or a copy of at least twice its length where it has no room for `length` numbers. */
export function roomFor<Numbers extends Int32Array | Uint32Array | Uint16Array>(
  numbers: Numbers,
  length: number,
  make: (length: number) => Numbers,
): Numbers {
  if (length <= numbers.length) return numbers;
  const grown = make(Math.max(length, 2 * numbers.length));
  grown.set(numbers);
  return grown;
}
