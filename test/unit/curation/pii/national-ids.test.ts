import { describe, expect, test } from 'vitest';
import { sureScore } from '../../../../core/identifier.ts';
import { detectors } from '../../../../curation/pii/detectors.ts';
import { findIdentifiers } from '../../../../curation/pii/find-identifiers.ts';

/**
 * Numbers that the offices themselves or textbooks publish as examples, and some computed by the published rule. None is
 * known to be a living person's. `check`: where a character stands that the others fix.
 */
const samples: Readonly<
  Record<string, { readonly text: string; readonly says: string; readonly check?: number }>
> = {
  'us-ssn': { says: 'SSN', text: '219-09-9998' },
  'us-itin': { says: 'taxpayer', text: '900-70-0001' },
  'ca-sin': { says: 'SIN', text: '123-456-782', check: -1 },
  'br-cpf': { says: 'CPF', text: '111.444.777-35', check: -1 },
  'mx-curp': { says: 'CURP', text: 'HEGG560427MVZRRL04', check: -1 },
  'cl-rut': { says: 'RUT', text: '12.345.678-5', check: -1 },
  'ar-cuil': { says: 'CUIL', text: '20-12345678-6', check: -1 },
  'gb-nino': { says: 'NI', text: 'AB 12 34 56 C' },
  'gb-nhs': { says: 'NHS', text: '943 476 5919', check: -1 },
  'ie-pps': { says: 'PPSN', text: '1234567FA', check: 7 },
  'de-steuer-id': { says: 'Steuer-ID', text: '86 095 742 719', check: -1 },
  'de-rentenversicherung': { says: 'Rentenversicherungsnummer', text: '15070649C103', check: -1 },
  'at-svnr': { says: 'SVNR', text: '1237 010180', check: 3 },
  'ch-ahv': { says: 'AHV', text: '756.9217.0769.85', check: -1 },
  'pl-pesel': { says: 'PESEL', text: '44051401359', check: -1 },
  'cz-rodne-cislo': { says: 'rodné číslo', text: '736028/5163', check: -1 },
  'fr-nir': { says: 'sécurité sociale', text: '2 55 08 14 168 025 38', check: -1 },
  'es-dni': { says: 'DNI', text: '12345678Z', check: -1 },
  'es-nie': { says: 'NIE', text: 'X1234567L', check: -1 },
  'it-codice-fiscale': { says: 'codice fiscale', text: 'RSSMRA85T10A562S', check: -1 },
  'pt-nif': { says: 'NIF', text: '123456789', check: -1 },
  'nl-bsn': { says: 'BSN', text: '111222333', check: -1 },
  'be-rijksregister': { says: 'rijksregisternummer', text: '85.07.30-033.28', check: -1 },
  'se-personnummer': { says: 'personnummer', text: '811228-9874', check: -1 },
  'no-fodselsnummer': { says: 'fødselsnummer', text: '010100 50134', check: -1 },
  'dk-cpr': { says: 'CPR', text: '070761-4285' },
  'fi-hetu': { says: 'hetu', text: '131052-308T', check: -1 },
  'is-kennitala': { says: 'kennitala', text: '120174-3399', check: -2 },
  'ee-isikukood': { says: 'isikukood', text: '37605030299', check: -1 },
  'bg-egn': { says: 'ЕГН', text: '7523169263', check: -1 },
  'ro-cnp': { says: 'CNP', text: '1800101221144', check: -1 },
  'hr-oib': { says: 'OIB', text: '33392005961', check: -1 },
  'si-emso': { says: 'EMŠO', text: '0101006500006', check: -1 },
  'gr-amka': { says: 'ΑΜΚΑ', text: '01018012342', check: -1 },
  'tr-kimlik': { says: 'TC kimlik', text: '10000000146', check: -1 },
  'in-aadhaar': { says: 'Aadhaar', text: '2341 2341 2346', check: -1 },
  'in-pan': { says: 'PAN', text: 'ABCPE1234F' },
  'cn-resident-id': { says: '身份证', text: '11010519491231002X', check: -1 },
  'kr-rrn': { says: '주민등록번호', text: '900101-1234568', check: -1 },
  'jp-my-number': { says: 'マイナンバー', text: '123456789018', check: -1 },
  'tw-national-id': { says: '身分證', text: 'A123456789', check: -1 },
  'sg-nric': { says: 'NRIC', text: 'S1234567D', check: -1 },
  'hk-id': { says: 'HKID', text: 'A123456(3)', check: -2 },
  'au-tfn': { says: 'TFN', text: '876 543 210', check: -1 },
  'au-medicare': { says: 'Medicare', text: '2123 45670 1', check: -2 },
  'nz-ird': { says: 'IRD', text: '49-091-850', check: -1 },
  'za-id': { says: 'identity', text: '8001015009087', check: -1 },
  'il-id': { says: 'זהות', text: '123456782', check: -1 },
};

const isNational = (type: string) => /^[a-z]{2}-/.test(type);
const national = detectors.map(({ type }) => type).filter(isNational);
const typesIn = (text: string) => findIdentifiers(text).map(({ type }) => type);

test('every national number has a sample, of 15 countries at least', () => {
  expect(Object.keys(samples).toSorted()).toEqual(national.toSorted());
  expect(new Set(national.map((type) => type.slice(0, 2))).size).toBeGreaterThan(40);
});

describe.each(Object.entries(samples))('%s', (type, { text, says, check }) => {
  test('is found beside the word that names it', () => {
    expect(findIdentifiers(`My ${says}: ${text}, please.`)).toEqual([
      {
        type,
        text,
        start: `My ${says}: `.length,
        end: `My ${says}: ${text}`.length,
        score: expect.any(Number),
      },
    ]);
    expect(findIdentifiers(`My ${says}: ${text}, please.`)[0]?.score).toBeGreaterThanOrEqual(sureScore);
  });

  test('is none inside a longer number, a word or a version', () => {
    for (const around of [`7${text}`, `${text}7`, `x${text}`, `${text}x`, `1.${text}`])
      expect(typesIn(`${says} ${around}`), around).not.toContain(type);
  });

  if (check === undefined) return;
  test('one check character fits, and no other', () => {
    const places = [...text.matchAll(/[A-Z\d]/g)].map(({ index }) => index);
    const at = check >= 0 ? (places[check] ?? -1) : (places.at(check) ?? -1);
    const characters = /\d/.test(text[at] ?? '') ? '0123456789' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const fitting = [...characters].filter((other) =>
      typesIn(`${says} ${text.slice(0, at)}${other}${text.slice(at + 1)}`).includes(type),
    );
    expect(fitting).toEqual([text[at]]);
  });
});
