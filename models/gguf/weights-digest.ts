import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { fault, messageOf } from '../../core/errors.ts';

const samples = 256;
const sampleBytes = 16 * 1024;

/**
 * Tells model files apart: SHA-256 over the size, and 256 samples of 16 KiB that are spread evenly over the file, the
 * first and the last bytes among them. A fine-tune changes weights everywhere; to read many gigabytes for each command
 * would tell no more. Throws MODEL_FILE for a file that cannot be read.
 */
export function weightsDigest(file: string): string {
  const descriptor = opened(file);
  try {
    const { size } = fstatSync(descriptor);
    const hash = createHash('sha256').update(`${size}\n`);
    const step = Math.max(0, size - sampleBytes) / (samples - 1);
    const buffer = Buffer.alloc(sampleBytes);
    for (let sample = 0; sample < samples; sample++) {
      const read = readSync(descriptor, buffer, 0, sampleBytes, Math.round(sample * step));
      hash.update(buffer.subarray(0, read));
    }
    return hash.digest('hex');
  } finally {
    closeSync(descriptor);
  }
}

function opened(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw fault('MODEL_FILE', `the model ${file} cannot be read: ${messageOf(error)}`, {
      place: { file, line: null, column: null },
      cause: error,
    });
  }
}
