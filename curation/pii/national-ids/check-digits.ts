/** The sum of the digits, each times the weight of its place. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index] ?? 0), 0);
}

/** Rest of a long number, which a double cannot hold. */
export function remainder(digits: string, divisor: number): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % divisor;
  return rest;
}

/** ISO 7064, mod 11,10: the check digit after these. */
export function mod1110(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10;
}

const rotated = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** Verhoeff's check over digits that end in their check digit (Verhoeff 1969). */
export function isVerhoeff(digits: string): boolean {
  let check = 0;
  for (const [place, digit] of [...digits].reverse().entries()) {
    let permuted = Number(digit);
    for (let turn = 0; turn < place % 8; turn++) permuted = rotated[permuted] ?? 0;
    check = dihedral(check, permuted);
  }
  return check === 0;
}

/** The product of the dihedral group of order 10: turns are 0 to 4, reflections 5 to 9. */
function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b - 5) % 5);
  return b < 5 ? 5 + ((a - 5 - b + 5) % 5) : (a - b + 5) % 5;
}

/** A day that there is. Years of two digits are taken as they are: leap years recur alike. */
export function isDay(year: number, month: number, day: number): boolean {
  const full = year < 100 ? 2000 + year : year;
  const date = new Date(Date.UTC(full, month - 1, day));
  return (
    month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && day >= 1
  );
}

/** Year, month and day at the places of two digits each. */
export function isDayAt(digits: string, year: number, month: number, day: number): boolean {
  const two = (at: number) => Number(digits.slice(at, at + 2));
  return isDay(two(year), two(month), two(day));
}
