/** No line of a text report is wider; its tables may be as wide as this. */
export const pageColumns = 100;
/** Prose is narrower, to be read in a terminal of 80 columns. */
export const proseColumns = 80;
