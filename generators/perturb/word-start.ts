/** The places (empty matches) where a word begins after a blank, or the whole text: where a word can be put in. */
export const wordStart = /(?<=^|[\p{L}\p{N},;]["'”’)]? )(?=[\p{L}\p{N}])/gu;
