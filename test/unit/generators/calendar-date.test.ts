import { describe, expect, test } from 'vitest';
import {
  dateParts,
  dayNumber,
  formatDate,
  formatProblem,
  isoDate,
} from '../../../generators/calendar-date.ts';

describe('calendar dates', () => {
  test('day numbers count from 1970-01-01', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('2000-03-01')).toBe(11_017);
    expect(dayNumber('1969-12-31')).toBe(-1);
    expect(isoDate(11_017)).toBe('2000-03-01');
  });

  test.each(['2023-02-29', '2024-13-01', '2024-1-1', 'now', '2024-04-31', '2024-01-01T00:00', ''])(
    '%j is no date',
    (text) => {
      expect(dayNumber(text)).toBeNull();
    },
  );

  test('28 February is followed by the 29th in 2024 and 2000 only', () => {
    const next = (iso: string) => isoDate((dayNumber(iso) ?? Number.NaN) + 1);
    expect(next('2024-02-28')).toBe('2024-02-29');
    expect(next('2000-02-28')).toBe('2000-02-29');
    expect(next('2023-02-28')).toBe('2023-03-01');
    expect(next('1900-02-28')).toBe('1900-03-01');
  });

  test('formats', () => {
    const day = dayNumber('2024-03-05') ?? Number.NaN;
    expect(formatDate(day, '%A %-d %B %Y, %a %b %d/%m/%y %-m 100%%')).toBe(
      'Tuesday 5 March 2024, Tue Mar 05/03/24 3 100%',
    );
    expect(dateParts(day)).toEqual({ year: 2024, month: 3, day: 5, weekday: 'Tuesday' });
    expect(() => formatDate(day, '%H')).toThrow('`%H` is not a date directive; known: %Y');
    expect(formatProblem('%-d.%-m.%Y')).toBeNull();
  });

  test('the years end', () => {
    expect(() => isoDate((dayNumber('9999-12-31') ?? 0) + 1)).toThrow('from the year 0 to the year 9999');
  });
});
