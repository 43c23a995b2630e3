const common = new Set(
  'the a an of to in on at is are be was for and or it that this what which who how when where does do can may must i my me by with from one any each there'.split(
    ' ',
  ),
);

/** Answers with the sentence of the documents that shares most with the question. `least`: below it nothing is said. */
export function bestSentence({ messages, documents = [] }, least) {
  const sentences = documents.flatMap(({ text }) =>
    text
      .replace(/^#.*$/gm, '')
      .split(/(?<=[.!?])\s+/)
      .filter((sentence) => sentence.trim() !== ''),
  );
  const asked = stems(messages.at(-1).content);
  const rarity = (stem) =>
    Math.log((1 + sentences.length) / (1 + sentences.filter((one) => stems(one).has(stem)).length));
  const whole = [...asked].reduce((sum, stem) => sum + rarity(stem), 0);
  const scored = sentences.map((sentence) => {
    const shared = [...stems(sentence)].filter((stem) => asked.has(stem));
    return { sentence, share: shared.reduce((sum, stem) => sum + rarity(stem), 0) / whole };
  });
  const best = scored.reduce((one, other) => (other.share > one.share ? other : one), {
    sentence: '',
    share: 0,
  });
  return best.share > least ? best.sentence.trim() : 'The handbook does not say.';
}

function stems(text) {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words
      .filter((word) => !common.has(word))
      .map((word) => word.replace(/(?:ed|ing|es|s|e)$/, '').slice(0, 6)),
  );
}
