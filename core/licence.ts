/**
 * The licence of what is made of several things, as an SPDX expression: `MIT AND CC-BY-4.0`, each once and sorted. Null
 * where one of them declares none, and where there is nothing.
 */
export function jointLicence(licences: readonly (string | null)[]): string | null {
  const known = licences.filter((licence) => licence !== null);
  if (known.length === 0 || known.length < licences.length) return null;
  // A licence that is an expression itself is taken apart only at AND.
  const terms = known.flatMap((licence) =>
    /\bOR\b/.test(licence) ? [`(${licence})`] : licence.split(' AND '),
  );
  return [...new Set(terms)].sort().join(' AND ');
}
