const vendors =
  /Hollis & Sons|Brightwater Ltd|Kestrel Paper|Nordlicht GmbH|Atelier Moreau|Quay Street Bakery|Ferro Tools|Lumen Electric|Green Acre Supplies|Otter Print/;
const currency = '(EUR|GBP|USD)';

/** Reads an invoice by patterns. `amount`: how a sum is written; `due`: words before the sum that counts are looked for first. */
export function read(text, { amount, due }) {
  const plain = text.replaceAll('&amp;', '&').replace(/[*_]/g, '').replace(/\s+/g, ' ');
  const sums = [...plain.matchAll(new RegExp(`${currency} ${amount}|${amount} ${currency}`, 'g'))].map(
    (found) => ({
      at: found.index,
      total: Number((found[2] ?? found[3]).replaceAll(',', '')),
      currency: found[1] ?? found[4],
    }),
  );
  const before = (at) => plain.slice(Math.max(0, at - 30), at);
  const sum =
    (due
      ? sums.find(({ at }) => /total|amount to pay|\bover\b|comes to|pay us/i.test(before(at)))
      : undefined) ?? sums[0];
  return {
    vendor: plain.match(vendors)?.[0] ?? null,
    number: Number(plain.match(/invoice (?:no\. |number )?(\d{5})/i)?.[1] ?? Number.NaN),
    date:
      (plain.match(/(?:dated|of|date:|\|) (\d{4}-\d\d-\d\d)/i) ?? plain.match(/(\d{4}-\d\d-\d\d)/))?.[1] ??
      null,
    total: sum?.total ?? null,
    currency: sum?.currency ?? null,
  };
}
