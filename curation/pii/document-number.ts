import { alone } from './alone.ts';
import { compact, inFormOf } from './compact.ts';
import type { Detector } from './detector.ts';
import { drawnLike } from './drawn.ts';

/** Numbers of passports, driving licences and identity cards, which have no form of their own: only beside those words. */
export const documentNumber: Detector = {
  type: 'document-number',
  pattern: alone('(?=[A-Z\\d-]{0,14}\\d{4})[A-Z\\d]{1,18}(?:-[A-Z\\d]{1,8}){0,3}'),
  context: [
    'passport',
    'pasaporte',
    'passeport',
    'passaporto',
    'reisepass',
    'licence',
    'license',
    'licencia',
    'permis',
    'führerschein*',
    'personalausweis*',
    'ausweis*',
  ],
  weigh(text) {
    const value = compact(text);
    return value.length < 6 || value.length > 18 || value.startsWith('000') ? null : 0.15;
  },
  canonical: compact,
  /** The form stays; three zeros at its head say that it stands in. */
  surrogate: (text, random) => inFormOf(text, `000${drawnLike(compact(text).slice(3), random)}`),
};
