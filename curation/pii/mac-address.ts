import { compact, inFormOf } from './compact.ts';
import type { Detector } from './detector.ts';

/** For documentation (RFC 7042): 00-00-5E-00-53-xx. */
const documentation = '00005E0053';

/** Hardware addresses of 48 bits: six pairs between colons or hyphens, or three groups of four between dots. */
export const macAddress: Detector = {
  type: 'mac-address',
  pattern:
    /(?<![\p{L}\p{N}_:.-])(?:[\dA-Fa-f]{2}(?::[\dA-Fa-f]{2}){5}|[\dA-Fa-f]{2}(?:-[\dA-Fa-f]{2}){5}|[\dA-Fa-f]{4}\.[\dA-Fa-f]{4}\.[\dA-Fa-f]{4})(?![\p{L}\p{N}_])(?![:.-][\p{L}\p{N}])/gu,
  context: ['mac', 'hardware', 'ethernet', 'device', 'wifi', 'bssid', 'adapter', 'hwaddr'],
  weigh(text) {
    const value = compact(text);
    const isNobodys = value.startsWith(documentation) || /^(?:0{12}|F{12})$/.test(value);
    if (isNobodys) return null;
    // Six pairs of decimal digits alone are dates with times as well.
    return /[A-F]/.test(value) ? 0.7 : 0.3;
  },
  canonical: compact,
  surrogate: (text, random) =>
    inFormOf(text, `${documentation}${random.integer(0, 255).toString(16).padStart(2, '0')}`.toUpperCase()),
};
