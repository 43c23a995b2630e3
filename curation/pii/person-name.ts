import type { Detector } from './detector.ts';

/** An apostrophe inside a name belongs to it, the one before a possessive s does not. */
const inner = "(?:\\p{L}|['’](?=\\p{L})(?!s(?!\\p{L})))";
const word = `\\p{Lu}(?:\\p{Ll}|['’](?=\\p{Lu}))${inner}{0,30}(?:-\\p{Lu}${inner}{1,30})?`;
const between = '(?:(?:van|von|de|der|den|del|della|di|da|dos|la|le|bin|al|el|ter|zu) ){0,2}';
const fullName = `${word}(?: (?:\\p{Lu}\\. ?){0,2}${between}${word}){0,3}`;

/** What comes right before a name of a person. */
const leads = [
  '[Mm]y (?:full )?name is|[Tt]he name is|I am called',
  '(?<!\\p{L} )(?:(?:Full|First|Last|Customer|Patient|Contact) )?[Nn]ame:',
  '(?:Mr|Mrs|Ms|Mx|Dr|Prof)\\.?|Herrn?|Frau|Monsieur|Madame|Mme|Señora?|Signora?',
  "[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e|[Jj]e m[’']appelle|[Mm]e llamo|[Mm]i chiamo|[Cc]hamo-me|[Ii]k heet",
].join('|');
/** What comes before the name of a person or of a firm. */
const closing = 'Dear |(?:[Rr]egards|[Ss]incerely|[Yy]ours|[Gg]rüßen|[Cc]ordialement),?\\s{0,3}\\n';

/** Words in capitals that come after a lead and are no names. */
const noNames = new Set(
  'The A An Not None No Yes Professor Unknown I It This That President Vice Secretary Minister Chair Chairman God Sir Sirs Madam Customer Customers Support Team All Everyone Colleague Colleagues Friend Friends Doctor Manager Hiring Valued User Santa Diary'.split(
    ' ',
  ),
);

const heads = ['Samp', 'Mock', 'Fict', 'Nem', 'Prox', 'Dumm', 'Pseud', 'Invent'];
const tails = ['ley', 'ton', 'er', 'oson', 'ov', 'ini', 'ard', 'el'];
const surrogates = heads.flatMap((head) => tails.map((tail) => head + tail));

function named(lead: string, score: number): Detector {
  return {
    type: 'name',
    pattern: new RegExp(`(?<=(?<![\\p{L}\\p{N}_])(?:${lead}))${fullName}(?![\\p{L}\\p{N}_])`, 'gu'),
    context: [],
    weigh(text) {
      const words = text.split(' ');
      return noNames.has(words[0] ?? '') || words.some((one) => surrogates.includes(one)) ? null : score;
    },
    /** Each word has its own surrogate, so that Ms Roe is the Jane Roe of before. */
    parts: (text) => text.split(' '),
    canonical: (text) => text.toLowerCase(),
    /** A word that is nobody's name; initials and particles say little and stay. */
    surrogate: (text, random) => (/^\p{Lu}(?!\.$)/u.test(text) ? random.pick(surrogates) : text),
  };
}

/**
 * Names of persons, only where the words right before say that one follows: "my name is …", "Name: …", a title. Any
 * other name needs a model that knows names, and is not found.
 */
export const personName = named(`(?:${leads}) `, 0.5);

/** Names after "Dear" and under "Regards": likely those of persons. */
export const signedName = named(closing, 0.4);
