import { closeSync, openSync, readSync } from 'node:fs';
import { fault, messageOf } from '../../core/errors.ts';

/** What a GGUF file says of itself, by key (`general.architecture`). Lists, such as the vocabulary, are left out. */
export type ModelMetadata = ReadonlyMap<string, string | number | boolean>;

/**
 * Reads the key-value part of a GGUF file, versions 2 and 3, little endian
 * (format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md). The tensors are not read.
 * Throws MODEL_FILE where the file cannot be read, is no GGUF, or ends within its metadata.
 */
export function readGgufMetadata(file: string): ModelMetadata {
  const bytes = openFile(file);
  try {
    if (bytes.text(4) !== magic) throw new Error('it does not begin with the four letters GGUF');
    const version = bytes.number('getUint32', 4);
    if (version < 2 || version > 3) throw new Error(`its version ${version} is not known`);
    bytes.size(); // tensors
    const entries = bytes.size();
    const metadata = new Map<string, string | number | boolean>();
    for (let entry = 0; entry < entries; entry++) {
      const key = bytes.text(bytes.size());
      const value = readValue(bytes, bytes.number('getUint32', 4));
      if (value !== null) metadata.set(key, value);
    }
    return metadata;
  } catch (error) {
    throw fault('MODEL_FILE', `${file} is no GGUF model: ${messageOf(error)}`, {
      place: { file, line: null, column: null },
      hint: 'name a whole file in GGUF format, as llama.cpp reads it',
      cause: error,
    });
  } finally {
    bytes.close();
  }
}

const magic = 'GGUF';
/** Metadata are some megabytes at most; a size beyond that is no size but a broken file. */
const longestText = 64 * 1024 * 1024;
const chunkBytes = 1024 * 1024;

/** Number types by the format's own numbers: how `DataView` reads them, and their width in bytes. */
const numbers = new Map<number, readonly [keyof DataView & `get${string}`, number]>([
  [0, ['getUint8', 1]],
  [1, ['getInt8', 1]],
  [2, ['getUint16', 2]],
  [3, ['getInt16', 2]],
  [4, ['getUint32', 4]],
  [5, ['getInt32', 4]],
  [6, ['getFloat32', 4]],
  [10, ['getBigUint64', 8]],
  [11, ['getBigInt64', 8]],
  [12, ['getFloat64', 8]],
]);
const [boolType, textType, listType] = [7, 8, 9];

function readValue(bytes: Bytes, type: number): string | number | boolean | null {
  const number = numbers.get(type);
  if (number !== undefined) return bytes.number(...number);
  if (type === boolType) return bytes.number('getUint8', 1) !== 0;
  if (type === textType) return bytes.text(bytes.size());
  if (type !== listType) throw new Error(`a value has the unknown type ${type}`);
  skipList(bytes);
  return null;
}

function skipList(bytes: Bytes): void {
  const type = bytes.number('getUint32', 4);
  const length = bytes.size();
  const width = type === boolType ? 1 : numbers.get(type)?.[1];
  if (width !== undefined) {
    bytes.skip(length * width);
    return;
  }
  for (let item = 0; item < length; item++) {
    if (type === textType) bytes.skip(bytes.size());
    else if (type === listType) skipList(bytes);
    else throw new Error(`a list has the unknown type ${type}`);
  }
}

/** A file that is read from its start, in chunks. */
interface Bytes {
  number(read: keyof DataView & `get${string}`, width: number): number;
  size(): number;
  text(length: number): string;
  skip(length: number): void;
  close(): void;
}

function openFile(file: string): Bytes {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    throw fault('MODEL_FILE', `the model ${file} cannot be read: ${messageOf(error)}`, {
      place: { file, line: null, column: null },
      hint: 'paths in a suite start at the suite file, on the command line at the working folder',
      cause: error,
    });
  }
  let held = Buffer.alloc(0);
  let heldAt = 0;
  let at = 0;
  const take = (length: number): Buffer => {
    if (length > longestText) throw new Error(`a value of ${length} bytes cannot be`);
    if (at < heldAt || at + length > heldAt + held.length) {
      const chunk = Buffer.alloc(Math.max(length, chunkBytes));
      held = chunk.subarray(0, readSync(descriptor, chunk, 0, chunk.length, at));
      heldAt = at;
      if (held.length < length) throw new Error('the file ends within its metadata');
    }
    const from = at - heldAt;
    at += length;
    return held.subarray(from, from + length);
  };
  const number: Bytes['number'] = (read, width) => {
    const part = take(width);
    // The table above names readers of numbers only.
    const reader = new DataView(part.buffer, part.byteOffset, width);
    return Number(
      (reader[read] as (offset: number, isLittle: boolean) => number | bigint).call(reader, 0, true),
    );
  };
  return {
    number,
    size: () => number('getBigUint64', 8),
    text: (length) => take(length).toString('utf8'),
    skip: (length) => {
      at += length;
    },
    close: () => closeSync(descriptor),
  };
}
