/** Content of a character class (flag u): code points that belong to the visible character before them. */
export const graphemeExtend = '\\p{M}\\p{Grapheme_Extend}\\p{Emoji_Modifier}\\u200d';
