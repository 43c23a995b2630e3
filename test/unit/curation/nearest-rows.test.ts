import { expect, test } from 'vitest';
import { NearestRows } from '../../../curation/nearest-rows.ts';

const at = (degrees: number) => {
  const radians = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(radians), Math.sin(radians));
};

test('each text keeps its nearest rows, the nearest first, of equal texts the first, and none below the least', () => {
  const near = new NearestRows<number>([at(0), at(90), at(200)], { most: 2, least: 0.5 });
  const rows = [50, 10, 80, 10, 30, 85, 20];
  for (const [row, degrees] of rows.entries()) near.read(at(degrees), `text ${degrees}`, row);
  const found = near.found.map((own) => own.map(({ row, text }) => [row, text]));
  expect(found).toEqual([
    [
      [1, 'text 10'],
      [6, 'text 20'],
    ],
    [
      [5, 'text 85'],
      [2, 'text 80'],
    ],
    [],
  ]);
  expect(near.found[0]?.[0]?.value).toBeCloseTo(Math.cos(Math.PI / 18), 5);
});
