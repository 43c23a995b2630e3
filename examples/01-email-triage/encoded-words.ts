import { decodeCharset, quotedPrintableBytes } from './transfer-encoding.ts';

/** Decodes the encoded words of a header (RFC 2047), as in `=?iso-8859-1?Q?Caf=E9?=`. Other text stays. */
export function decodeWords(header: string): string {
  const adjoined = header.replace(/(?<=\?=)\s+(?==\?[^?\s]+\?[bq]\?[^?]*\?=)/gi, '');
  return adjoined.replace(
    /=\?([^?\s]+)\?([bq])\?([^?]*)\?=/gi,
    (_, charset: string, encoding: string, text: string) => {
      const bytes =
        encoding.toLowerCase() === 'b'
          ? Buffer.from(text, 'base64')
          : quotedPrintableBytes(text.replaceAll('_', ' '));
      return decodeCharset(bytes, charset);
    },
  );
}
