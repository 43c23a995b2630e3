import { describe, expect, test } from 'vitest';
import { findAll } from '../../../../curation/pii/find-all.ts';

/** Clean texts of the kinds that detectors without checksums and context take for personal data. */
const clean: Readonly<Record<string, readonly string[]>> = {
  versions: [
    'Upgrade from 1.2.3.4 to 2.0.0.1, then to 10.15.7.3.',
    'Chrome 120.0.6099.109 and OpenSSL 3.0.2.1 on firmware v4.18.0.25',
    'Release 86.121.97.248 of the driver, version 130.0.2849.56',
    'See section 2.14.3.1 of RFC 8446, ISO 8601-1:2019',
  ],
  'order and invoice numbers': [
    // The first passes Luhn and begins like a card.
    'Your order 4539578763621486 is on its way, order no. 4539 5787 6362 1486.',
    'Invoice 2024-000123456, Bestellnummer 100200300400, order #123-4567890-1234567',
    'Tracking 1Z999AA10123456784, parcel 00340434161094042557, ticket INC0012345',
    'PO 4500123456, SKU 12345678-5, part no. 212-867-5309',
  ],
  'words that are names': [
    'Will it rain? Mark my words: May is as good a month as June.',
    'Bill the client, then Grant access and Chase the order. Rich text, Frank talk.',
    'Dear Customer, Dear Sir or Madam, Dear Team, kind regards,\nSupport',
    'Paris and Madison are cities. Jack up the car. The Rose is a flower.',
  ],
  'dates and times': [
    'On 2024-01-31 at 12:34:56, 31.01.2024, 01/31/2024, 20240131T123456Z',
    'From 1977-05-25 08:30 until 25 May 1983, 1700000000, 1712311234567, 12:30:45.123',
    'The deadline moved from 03/04/2025 to 05-06-2025; call me then.',
    'Open 09:00-17:30, since 1998, in 2001-2005 and 1939/45',
  ],
  'long numbers and amounts': [
    'π is 3.14159265358979323846, e is 2.718281828459045',
    'Population 8045311447, 12,345,678,901 bytes, 299792458 m/s, 6.02214076e23',
    'IDs 1047183829310947, 730000000000000001 and 9007199254740993',
    'Total $1,234,567.89, EUR 10.000.000,00, account 0000123456',
  ],
  'ISBN and EAN': [
    'ISBN 978-3-16-148410-0, ISBN 0-306-40615-2, ISSN 2049-3630',
    'EAN 4006381333931, GTIN 00012345600012, UPC 036000291452',
    '9780306406157 and 4012345678901 stand on the cover',
    'DOI 10.1000/182, PMID 12345678, arXiv:2402.10379',
  ],
  'UUIDs and hashes': [
    '123e4567-e89b-12d3-a456-426614174000, 00000000-0000-0000-0000-000000000000',
    'f47ac10b-58cc-4372-a567-0e02b2c3d479 and 7c9e6679-7425-40de-944b-e07fc1f90ae7',
    'sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709, md5 d41d8cd98f00b204e9800998ecf8427e',
    'commit 38e32b2a1cb0e6, etag "5d8c72a5edda8d6a", sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'SHA256:43:51:43:a1:b5:fc:8b:b7:0a:3a:a9:b1:0f:66:73:a8',
  ],
  'code, paths and scopes': [
    'std::vector<int> a; Dead::Beef::Cafe; img@2x.png; npm i @scope/pkg@1.2.3',
    'GET /users/123456789/orders/4012 HTTP/1.1" 200 5316, port 8080, 0x7ffee4c0a8b8',
    'for (let i = 0; i < 10000000; i++) sum += i * 123456789;',
    'colour #aabbcc, range 1-800, regex \\d{3}-\\d{2}-\\d{4}, user@host, a@b',
  ],
  'measures and coordinates': [
    '52.520008, 13.404954; 100-200-300 mm; 1920x1080; 5-7-5; ratio 16:9:4',
    'Chapter 12-34-56, rooms 101 102 103 104, bus 100 200 300 400',
    'Phone screens of 6.1 in with 2556-by-1179 pixels; text of 160 characters; message 1234',
  ],
  'talk of passwords and names': [
    'Your password is required. Password reset link. The password is incorrect.',
    'My name is on the list. The name is important. Product Name: Alpha Board',
    'The secret is out, the key is under the mat; born to run; a licence to kill',
  ],
};

describe.each(Object.entries(clean))('%s', (_, texts) => {
  test.each(texts)('%s', async (text) => {
    expect(await findAll([{ text, before: '' }])).toEqual([[]]);
  });
});

test('eight kinds of clean text at least', () => {
  expect(Object.keys(clean).length).toBeGreaterThanOrEqual(8);
});
