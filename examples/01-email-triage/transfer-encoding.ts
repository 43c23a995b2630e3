/** What windows-1252 has for the bytes from 0x80 to 0x9f; five are not assigned. */
const windows1252 = [...'€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'];

/**
 * Undoes a Content-Transfer-Encoding. Quoted-printable and base64 are decoded in the given charset; of a base64
 * body the leading lines that are base64 count, because lists append plain footers. Any other encoding gives the
 * text as it came.
 */
export function decodeTransfer(text: string, encoding: string, charset: string): string {
  if (encoding === 'quoted-printable') return decodeCharset(quotedPrintableBytes(text), charset);
  if (encoding === 'base64') return decodeCharset(Buffer.from(leadingBase64(text), 'base64'), charset);
  return text;
}

/** Text of bytes in a charset. A charset that is unknown, or that the bytes are not in, is read as windows-1252. */
export function decodeCharset(bytes: Uint8Array, charset: string): string {
  const decoder = decoderOf(charset);
  if (decoder !== null && decoder.encoding !== 'windows-1252') {
    try {
      return decoder.decode(bytes);
    } catch {
      // The bytes are not in the charset that the mail names.
    }
  }
  // Some versions of Node read windows-1252 as Latin-1: the bytes that differ are put right here.
  const latin = Buffer.from(bytes).toString('latin1');
  return latin.replace(/[\x80-\x9f]/g, (byte) => windows1252[byte.charCodeAt(0) - 0x80] ?? byte);
}

function decoderOf(charset: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    return null;
  }
}

/** Bytes of a quoted-printable text. An `=` that begins no valid escape stands for itself. */
export function quotedPrintableBytes(text: string): Uint8Array {
  const joined = text.replace(/=[ \t]*\n/g, '');
  const bytes = new Uint8Array(joined.length);
  let length = 0;
  for (let at = 0; at < joined.length; at++) {
    const digits = joined[at] === '=' ? joined.slice(at + 1, at + 3) : '';
    const code = joined.charCodeAt(at);
    if (/^[0-9a-f]{2}$/i.test(digits)) {
      bytes[length++] = Number.parseInt(digits, 16);
      at += 2;
    } else bytes[length++] = code < 256 ? code : 0x3f;
  }
  return bytes.subarray(0, length);
}

function leadingBase64(text: string): string {
  const lines = text.trim().split('\n');
  const end = lines.findIndex((line) => !/^[a-z0-9+/=]*\s*$/i.test(line));
  return (end === -1 ? lines : lines.slice(0, end)).join('');
}
