/**
 * Every code that an error message can carry. Each has a section in docs/errors.md; a test holds the two together.
 */
export const errorCodes = [
  // suites
  'SUITE_NOT_FOUND',
  'SUITE_SYNTAX',
  'SUITE_UNKNOWN_KEY',
  'SUITE_MISSING_KEY',
  'SUITE_VALUE',
  'SUITE_SECRET',
  'UNKNOWN_PART',
  'UNKNOWN_PACK',
  'UNKNOWN_SLICE',
  'PART_OPTION',
  'PLUGIN',
  // models
  'MODEL_REF',
  'MODEL_UNAVAILABLE',
  'MODULE_LOAD',
  'COMMAND_START',
  'LINEAGE_UNKNOWN',
  'LINEAGE_RELATED',
  'TARGET_MISSING',
  'MODEL_KEY',
  'MODEL_AUTH',
  'MODEL_QUOTA',
  'MODEL_UNKNOWN',
  'MODEL_SERVER',
  'BUDGET',
  'PRICE_UNKNOWN',
  'CASSETTE',
  'INFRASTRUCTURE',
  // data
  'DATA_NOT_FOUND',
  'DATA_EMPTY',
  'DATA_FORMAT',
  'DATA_ENCODING',
  'DATA_ROW',
  'DATA_DUPLICATE_ID',
  'DATA_SPLIT',
  'EXPECTED_UNREADABLE',
  'NO_REAL_CASES',
  // datasets
  'NOT_GENERATED',
  'LOCAL_PART',
  'RECORD_CORRUPT',
  'CASE_STALE',
  'CASE_NOT_FOUND',
  'VERSION_NOT_FOUND',
  'CELL_EMPTY',
  'GENERATOR_INPUT',
  // runs
  'RUN_NOT_FOUND',
  'RUN_UNFINISHED',
  'RUN_MISMATCH',
  'RUN_BUSY',
  'RUN_MISSING',
  'RUN_UNSCORED',
  // gate
  'BASELINE_MISSING',
  'BASELINE_MISMATCH',
  'GATE_UNSUPPORTED',
  'CRITICAL_EMPTY',
  // the rest
  'FILE_EXISTS',
  'WRITE_FAILED',
  'REPORT_FORMAT',
  'DEMO_DATA',
  'USAGE',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];
