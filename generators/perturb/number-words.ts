const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** A whole number from 0 to 999,999 in English words: "one thousand two hundred and five". */
export function numberWords(value: number): string {
  if (value < 20) return small[value] ?? '';
  if (value < 100) return joined(tens[Math.floor(value / 10)] ?? '', '-', value % 10);
  if (value < 1000) return joined(`${small[Math.floor(value / 100)]} hundred`, ' and ', value % 100);
  const rest = value % 1000;
  return joined(`${numberWords(Math.floor(value / 1000))} thousand`, rest < 100 ? ' and ' : ' ', rest);
}

function joined(head: string, link: string, rest: number): string {
  return rest === 0 ? head : head + link + numberWords(rest);
}
