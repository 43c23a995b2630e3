import { describe, expect, test } from 'vitest';
import { possibleScore, sureScore } from '../../../../core/identifier.ts';
import { findIdentifiers } from '../../../../curation/pii/find-identifiers.ts';

const found = (text: string) =>
  findIdentifiers(text).map(({ type, text: value, score }) => [type, value, score >= sureScore]);
const sure = (text: string) =>
  found(text)
    .filter(([, , isSure]) => isSure === true)
    .map(([type, value]) => [type, value]);

/** Card numbers have a Luhn digit and are drawn; they are of no one. IBANs are the registry’s own examples (SWIFT). */
describe('what is found', () => {
  test.each([
    ['email', 'Write to Jörg.Müller+news@post.büro-nord.de, please', 'Jörg.Müller+news@post.büro-nord.de'],
    ['email', 'mailto:a@b.co', 'a@b.co'],
    ['iban', 'from GB29 NWBK 6016 1331 9268 19.', 'GB29 NWBK 6016 1331 9268 19'],
    ['iban', 'from gb29nwbk60161331926819', 'gb29nwbk60161331926819'],
    ['iban', 'to DE89370400440532013000,', 'DE89370400440532013000'],
    ['iban', 'NO93 8601 1117 947', 'NO93 8601 1117 947'],
    ['iban', 'MT84 MALT 0110 0001 2345 MTLC AST0 01S', 'MT84 MALT 0110 0001 2345 MTLC AST0 01S'],
    ['card', 'paid with 4539 5787 6362 1486 today', '4539 5787 6362 1486'],
    ['card', 'id;4539578763621486;12/27', '4539578763621486'],
    ['card', 'AmEx 3434-343434-34343', '3434-343434-34343'],
    ['card', 'my card is 6759 4111 0000 0008', '6759 4111 0000 0008'],
    ['ipv4', 'seen from 86.121.97.248.', '86.121.97.248'],
    ['ipv4', 'client_ip=41.17.9.6', '41.17.9.6'],
    ['ipv6', 'login 2a02:8071:22c4::1f7 at noon', '2a02:8071:22c4::1f7'],
    ['ipv6', 'peer 2a02:8071:22c4:1:2:3:4:5', '2a02:8071:22c4:1:2:3:4:5'],
    ['mac-address', 'its MAC is 3c:22:fb:0a:1b:2c', '3c:22:fb:0a:1b:2c'],
    ['mac-address', 'port 3C22.FB0A.1B2C', '3C22.FB0A.1B2C'],
    ['url-credentials', 'git clone https://bob:hunter2@git.acme.io/x.git', 'bob:hunter2@git.acme.io'],
    // The first block of the chain pays to this address: it is nobody's by now.
    ['bitcoin-address', 'send to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
    // BIP 173, examples.
    [
      'bitcoin-address',
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    ],
    [
      'ethereum-address',
      'wallet 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    ],
    ['phone', 'ring +44 20 7183 8750 now', '+44 20 7183 8750'],
    ['phone', 'or (415) 867-5309', '(415) 867-5309'],
    ['phone', 'Tel.: 030 / 901820', '030 / 901820'],
    ['phone', 'mobile: 0033612345678', '0033612345678'],
    ['phone', 'call 415-867-5309 x42', '415-867-5309 x42'],
    ['date-of-birth', 'she was born on 3 April 1985', '3 April 1985'],
    ['date-of-birth', '"dateOfBirth": "1985-04-03"', '1985-04-03'],
    ['date-of-birth', 'geboren am 3.4.1985', '3.4.1985'],
    ['street-address', 'at 221b Baker Street, London', '221b Baker Street'],
    ['street-address', 'wohnt Lange Gasse 12a in', 'Lange Gasse 12a'],
    ['street-address', 'au 12 rue de la Paix à', '12 rue de la Paix'],
    ['street-address', 'PO Box 1234', 'PO Box 1234'],
    ['name', 'Hello, my name is Jane van Roe.', 'Jane van Roe'],
    ['name', 'ask Mrs. O’Brien-Smith about', 'O’Brien-Smith'],
    ['name', 'Mr. Wertz’s horse', 'Wertz'],
    ['name', 'Dr. Yu is in', 'Yu'],
    ['document-number', 'passport no. X1234567', 'X1234567'],
    ['secret', 'password: Tr0ub4dor&3', 'Tr0ub4dor&3'],
    ['secret', 'key AKIAQWERTYUIOPASDFGH', 'AKIAQWERTYUIOPASDFGH'],
    // RFC 7519, section 3.1: the example.
    [
      'secret',
      'x eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    ],
    [
      'secret',
      '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\nEFAA==\n-----END PRIVATE KEY-----\nThanks',
      '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\nEFAA==\n-----END PRIVATE KEY-----',
    ],
  ])('%s: %s', (type, text, value) => {
    expect(sure(text)).toEqual([[type, value]]);
  });

  test('offsets count as JavaScript does, behind characters of two units too', () => {
    const text = '😀😀 é mail: a.b@acme.io!';
    expect(findIdentifiers(text).map(({ start, end }) => text.slice(start, end))).toEqual(['a.b@acme.io']);
  });

  test('of two that overlap the surer one stays', () => {
    expect(sure('SSN 219-09-9998, phone 219-099-9998')).toEqual([
      ['us-ssn', '219-09-9998'],
      ['phone', '219-099-9998'],
    ]);
    expect(sure('https://bob:pw1234@acme.io')).toEqual([['url-credentials', 'bob:pw1234@acme.io']]);
  });
});

describe('context', () => {
  test('a word before raises the score by 0.35, to 0.4 at least; five words before, none after', () => {
    const scoreOf = (text: string) => findIdentifiers(text).find(({ type }) => type === 'card')?.score ?? 0;
    expect(scoreOf('30569309025904 is it')).toBe(0); // test number: not a card
    expect(scoreOf('number 30112233445566')).toBe(0);
    expect(scoreOf('number 36112233445569')).toBe(0); // 14 digits, valid, nothing says card: 0.3 is not reported
    expect(scoreOf('my card, the one of the old, 36112233445569')).toBe(0);
    expect(scoreOf('my card, the old one, 36112233445569')).toBeCloseTo(0.65, 10);
    expect(scoreOf('36112233445569 is my card')).toBe(0);
  });

  test('a word that speaks of things takes as much away, unless a nearer one speaks of persons', () => {
    expect(found('order 4539578763621486')).toEqual([]);
    expect(sure('order paid by card 4539578763621486')).toEqual([['card', '4539578763621486']]);
  });

  test('a likely one is reported below the bar of the sure ones', () => {
    const [one] = findIdentifiers('number 12345678Z');
    expect(one?.type).toBe('es-dni');
    expect(one?.score).toBeGreaterThanOrEqual(possibleScore);
    expect(one?.score).toBeLessThan(sureScore);
    // It may be a firm's.
    expect(found('Kind regards,\nJohn Doe')).toEqual([['name', 'John Doe', false]]);
  });

  test('the key under which a text stands counts as a word before it', () => {
    expect(findIdentifiers('4158675309', 'phoneNumber')).toEqual([
      { type: 'phone', text: '4158675309', start: 0, end: 10, score: 0.5 },
    ]);
    expect(findIdentifiers('4158675309')).toEqual([]);
  });
});

describe('what is nobody’s is not found', () => {
  test.each([
    'jane@example.com, joe@mail.example.org, x@y.test, git@github.com',
    'call 555-0123, +1 202 555 0147, +44 7700 900123, +33 6 39 98 12 34, (555) 123-4567',
    'ip 192.0.2.17, 198.51.100.3, 203.0.113.250, 10.1.2.3, 192.168.0.1, 127.0.0.1',
    'ip 2001:db8::1, fe80::1, ::1, fd12:3456:789a::1',
    'mac 00:00:5e:00:53:0f',
    'card 4111 1111 1111 1111, 5555 5555 5555 4444, 3782 822463 10005, 4242424242424242',
    'SSN 000-12-3456, 666-12-3456, 078-05-1120, 123-45-6789',
    'NI number QQ 12 34 56 C',
    'https://user:password@host.io and https://$USER:$PASS@host.io',
    'password: ******** or your-password-here, api_key=xxxxxxxxxxxxxxxxxxxxxxxx',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });
});
