import { translatePrompt } from './translate.ts';

/** There and back again; each way is asked like a translation. */
export const backTranslatePrompt: typeof translatePrompt = {
  ...translatePrompt,
  name: 'back-translate/write',
};
