/**
 * Pattern source (flags m and u) for the first word of a statement, in the group `start`: a word that can be written
 * small when something is put before it. Questions and requests do not begin with these.
 */
export const statementStart =
  "(?<=^|[.!?] +)(?<start>The|This|That|These|Those|It|He|She|We|They|You|My|Our|Your|His|Her|Their|There|I)\\b(?!')";
