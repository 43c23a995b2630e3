import type { Faker } from '@faker-js/faker';
import { z } from 'zod';
import { textWith } from '../known-variables.ts';
import { TemplateValue } from '../template-value.ts';
import { nameLocales } from './name-locales.ts';
import { defineSampler } from './sampler.ts';

const options = z.strictObject({ locale: z.enum(nameLocales).default('en') });

/** Names that models and documentation fall back on; a test full of them measures how well they are known. */
const stockNames: ReadonlySet<string> = new Set(
  [
    'john doe, jane doe, john smith, jane smith, emily johnson, sarah johnson, michael johnson, sarah chen, emily chen',
    'elena rodriguez, maria garcia, marcus johnson, alice johnson, bob smith, alice smith, bob johnson, david lee',
    'max mustermann, erika mustermann, jean dupont, marie dupont, juan pérez, mario rossi, ola nordmann, kari nordmann',
    'jan kowalski, иван иванов, jan novák, jan jansen, piet jansen, matti meikäläinen, 山田 太郎, 山田 花子, 张三, 李四',
  ].flatMap((line) => line.split(', ')),
);

const familyFirst: readonly string[] = ['hu', 'ja', 'ko', 'vi', 'zh_CN', 'zh_TW'];
const withoutSpace: readonly string[] = ['ko', 'zh_CN', 'zh_TW'];

/**
 * Names of people as the locale has and orders them, without titles, and never one of the stock names.
 * Only the data of that locale are loaded. Another version of the library that has the lists gives other names.
 */
export const name = defineSampler({
  name: 'name',
  description: 'The name of a person: `locale`. Fields: first, last.',
  options,
  shape: () => textWith('first', 'last'),
  async open({ locale }) {
    const loaded: { readonly faker: Faker } = await import(`@faker-js/faker/locale/${locale}`);
    const { person } = loaded.faker;
    const gap = withoutSpace.includes(locale) ? '' : ' ';
    return (random) => {
      for (;;) {
        // The module is shared by all who load it: seeded anew for each name, it depends on nobody else's draws.
        loaded.faker.seed(random.integer(0, 0x7fffffff));
        const sex = person.sexType();
        const [first, last] = [person.firstName(sex), person.lastName(sex)];
        const whole = (familyFirst.includes(locale) ? [last, first] : [first, last]).join(gap);
        if (!stockNames.has(whole.toLowerCase())) return new TemplateValue(whole, whole, { first, last });
      }
    };
  },
});
