import type { Label } from './corpus.ts';

/** Says what a mail is. */
export type Classifier = (text: string) => Label;

/** What heldout calls: the mail is the last message of the user, the answer is `ham` or `spam`. */
export interface ClassifierTarget {
  call(input: ClassifierInput): Promise<{ readonly text: string }>;
}

interface ClassifierInput {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** Makes a target of a classifier that is trained at the first call. Without a message of the user, `call` throws. */
export function classifierTarget(train: () => Classifier): ClassifierTarget {
  let classify: Classifier | null = null;
  return {
    async call({ messages }) {
      const mail = messages.findLast((message) => message.role === 'user');
      if (mail === undefined) throw new Error('there is no mail: no message of the role `user`');
      classify ??= train();
      return { text: classify(mail.content) };
    },
  };
}
