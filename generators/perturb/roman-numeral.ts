const signs = 'M CM D CD C XC L XL X IX V IV I'.split(' ');
const worths = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1];

/** A whole number from 1 to 3999 as a Roman numeral. */
export function romanNumeral(value: number): string {
  let rest = value;
  let numeral = '';
  for (const [at, worth] of worths.entries()) {
    for (; rest >= worth; rest -= worth) numeral += signs[at];
  }
  return numeral;
}
