import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mailText, readMail } from '../../../examples/01-email-triage/mail.ts';

const lines = (...all: readonly string[]) => all.join('\n');

describe('readMail', () => {
  test('gives the subject and the body of a plain mail', () => {
    const mail = readMail(
      lines(
        'From anna@example.org  Mon Mar  4 10:00:00 2002',
        'Received: from a.example.org',
        '\tby b.example.org',
        'SUBJECT: Minutes of the',
        '  meeting',
        '',
        'Dear all,',
        '',
        'Subject: is not a header here.',
        '',
      ),
    );
    expect(mail).toEqual({
      subject: 'Minutes of the meeting',
      body: 'Dear all,\n\nSubject: is not a header here.',
      html: false,
    });
    expect(mailText(mail)).toBe(
      'Subject: Minutes of the meeting\n\nDear all,\n\nSubject: is not a header here.',
    );
  });

  test('reads line ends of Windows', () => {
    expect(readMail('Subject: a\r\n\r\none\r\ntwo\r\n')).toEqual({
      subject: 'a',
      body: 'one\ntwo',
      html: false,
    });
  });

  test('decodes encoded words of either kind, and joins neighbours', () => {
    const subject = '=?iso-8859-1?Q?Caf=E9_cr=E8me?= and =?UTF-8?B?w6k=?= =?utf-8?b?w6g=?= =?broken';
    expect(readMail(`Subject: ${subject}\n\nx`).subject).toBe('Café crème and éè =?broken');
  });

  test.each([
    ['iso-8859-1', 'quoted-printable', 'Caf=E9 is=\n open, 2 =3D 2, =zz', 'Café is open, 2 = 2, =zz'],
    ['utf-8', 'Quoted-Printable', 'Caf=C3=A9', 'Café'],
    ['us-ascii', 'quoted-printable', '=80 5', '€ 5'],
    ['no-such-charset', 'quoted-printable', 'Caf=E9', 'Café'],
    ['utf-8', 'quoted-printable', 'Caf=E9', 'Café'],
    ['koi8-r', 'base64', '8NLJ18XU', 'Привет'],
    ['utf-8', 'base64', 'Q2Fmw6k=\n-- added by a list --', 'Café'],
    ['utf-8', '8bit', 'Café', 'Café'],
  ])('decodes a body in %s, %s', (charset, encoding, body, expected) => {
    const raw = lines(
      `Content-Type: text/plain; charset="${charset}"`,
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      body,
    );
    expect(readMail(raw).body).toBe(expected);
  });

  test('gives back any text that was sent in base64 or quoted-printable', () => {
    const words = fc.array(
      fc.string({ unit: 'grapheme' }).map((word) => word.replace(/[\s\p{Cc}<>_-]/gu, '')),
    );
    fc.assert(
      fc.property(words, fc.boolean(), (sent, isBase64) => {
        const text = sent.join(' ').replace(/ +/g, ' ').trim();
        const bytes = Buffer.from(text, 'utf8');
        const escaped = [...bytes].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('');
        const wrapped = isBase64 ? bytes.toString('base64').replace(/.{76}/g, '$&\n') : escaped;
        const encoding = isBase64 ? 'base64' : 'quoted-printable';
        const raw = `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ${encoding}\n\n${wrapped}\n`;
        expect(readMail(raw).body).toBe(text);
      }),
    );
  });

  test('turns HTML into the text that a reader sees', () => {
    const raw = lines(
      'Content-Type: text/html',
      '',
      '<html><head><title>hidden</title><style>p { color: red }</style></head>',
      '<body><!-- a > b --><p>Save&nbsp;up <b>to</b>',
      '50&#37; &amp; more</p><script>alert("<p>")</script>',
      '<table><tr><td>one</td><td>two</td></tr></table>1 < 2 &unknown; &#x41; &#xd800;</body></html>',
    );
    const { body, html } = readMail(raw);
    expect(html).toBe(true);
    const seen = body.split('\n').filter((line) => line !== '');
    expect(seen).toEqual(['Save up to 50% & more', 'one two', '1 < 2 &unknown; A &#xd800;']);
  });

  test('takes a body for HTML that begins as HTML without saying so', () => {
    expect(readMail('Subject: x\n\n<HTML><body>Hi<br>you</body></HTML>')).toEqual({
      subject: 'x',
      body: 'Hi\nyou',
      html: true,
    });
  });
});

describe('readMail on multipart mails', () => {
  const plain = lines('Content-Type: text/plain; charset=us-ascii', '', 'the plain text', '');
  const html = lines('Content-Type: text/html', '', '<p>the <i>marked up</i> text</p>', '');
  const image = lines('Content-Type: image/gif', 'Content-Transfer-Encoding: base64', '', 'R0lGODlh', '');
  const notes = lines('Content-Type: text/plain', 'Content-Disposition: attachment', '', 'attached', '');
  const multipart = (kind: string, boundary: string, ...parts: readonly string[]) =>
    lines(
      `Content-Type: multipart/${kind};`,
      `\tboundary="${boundary}"`,
      '',
      'This is a message in MIME format.',
      ...parts.flatMap((part) => [`--${boundary}`, part]),
      `--${boundary}--`,
      'after the end',
    );

  test('takes the plain text of alternatives', () => {
    const mail = readMail(multipart('alternative', 'b', html, plain));
    expect(mail).toMatchObject({ body: 'the plain text', html: false });
  });

  test('takes HTML where the plain alternative is empty', () => {
    const mail = readMail(multipart('alternative', 'b', 'Content-Type: text/plain\n\n\n', html));
    expect(mail).toMatchObject({ body: 'the marked up text', html: true });
  });

  test('joins the parts of a mixed mail, without images and attachments', () => {
    const mail = readMail(multipart('mixed', '=_x.1', plain, image, notes, html));
    expect(mail).toMatchObject({ body: 'the plain text\n\nthe marked up text', html: true });
  });

  test('reads multiparts inside multiparts and mails inside mails', () => {
    const inner = multipart('alternative', 'in', plain, html);
    const forwarded = lines('Content-Type: message/rfc822', '', 'Subject: older', '', 'the older mail', '');
    expect(readMail(multipart('mixed', 'out', inner, forwarded)).body).toBe(
      'the plain text\n\nthe older mail',
    );
  });

  test.each(['multipart/mixed; boundary=nowhere', 'multipart/mixed'])(
    'reads %s without parts as text',
    (type) => {
      expect(readMail(lines(`Content-Type: ${type}`, '', 'just text')).body).toBe('just text');
    },
  );
});

describe('readMail and mailing lists', () => {
  const footers = [
    lines(
      '_'.repeat(47),
      'Gardeners mailing list',
      'Gardeners@lists.example.org',
      'https://lists.example.org/x',
    ),
    lines('_'.repeat(47), 'https://lists.example.org/mailman/listinfo/gardeners'),
    lines('-'.repeat(55), 'This sf.net email is sponsored by: nobody', 'https://example.org'),
    lines('-- ', "Irish Gardeners' Users' Group: x@example.org", 'https://example.org for (un)subscription.'),
    lines('------------------------ Yahoo! Groups Sponsor ---------------------~-->', 'Buy now'),
    lines('To unsubscribe from this group, send an email to:', 'x-unsubscribe@example.org'),
  ];

  test.each(footers)('cuts the footer %j', (footer) => {
    expect(readMail(`Subject: s\n\nThe mail.\n\n${footer}\n`).body).toBe('The mail.');
  });

  test('keeps a signature and a ruled line', () => {
    const body = lines('The mail.', '_'.repeat(47), 'a table', '', '-- ', 'Anna');
    expect(readMail(`Subject: s\n\n${body}\n`).body).toBe(body.replace('-- ', '--'));
  });

  test('takes no escaped `From ` for a quotation, and keeps those that are one', () => {
    expect(readMail('Subject: s\n\n>From here on\n> quoted').body).toBe('From here on\n> quoted');
  });
});
