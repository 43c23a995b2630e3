import { filters as shipped } from 'liquidjs';
import { describe, expect, test } from 'vitest';
import { parseExpression, parseText, TemplateError } from '../../../generators/liquid.ts';
import { liquidFilters } from '../../../generators/liquid-filters.ts';
import { TemplateValue } from '../../../generators/template-value.ts';

const scope = {
  a: 3,
  x: 0.1,
  y: 0.2,
  s: 'hi',
  items: [{ n: 1.1 }, { n: 2.2 }],
  price: new TemplateValue(12.5, '€12.50', { currency: 'EUR' }),
  day: new TemplateValue('2024-02-28', '28 Feb 2024'),
};

describe('parseText', () => {
  test.each([
    ['{{ x | plus: y }}', '0.3'],
    ['{{ price }} or {{ price.value }} {{ price.currency }}', '€12.50 or 12.5 EUR'],
    ['{{ price | times: a }}', '37.5'],
    ['{% if price > 12 and price <= 12.5 %}yes{% endif %}', 'yes'],
    ['{% if 12 < price and price >= 12.5 and price < 13 %}yes{% endif %}', 'yes'],
    ['{% if price == 12.5 %}yes{% endif %}{% if price != 12.5 %}no{% endif %}', 'yes'],
    ['{% if price == "12.5" or price > "1" %}yes{% else %}no{% endif %}', 'no'],
    ['{% case price %}{% when 12.5 %}yes{% endcase %}', 'yes'],
    ['{% if day < "2024-03-01" %}before{% endif %}', 'before'],
    ['{{ day | add_days: 2 }} {{ day | date: "%-d %B %Y" }}', '2024-03-01 28 February 2024'],
    ['{{ day | days_until: "2025-02-28" }}', '366'],
    ['{{ 1234.5 | money: "EUR", "de" }} {{ 2 | money: "USD" }}', '1.234,50 € $2.00'],
    ['{{ items | map: "n" | sum }}', '3.3'],
    [
      '{{ 7 | divided_by: 2 }} {{ 7 | modulo: 4 }} {{ -2.5 | round }} {{ 2.345 | round: 2 }}',
      '3.5 3 -3 2.35',
    ],
    [
      '{{ 2.5 | ceil }} {{ 2.5 | floor }} {{ -2 | abs }} {{ 2 | at_least: 3 }} {{ 2 | at_most: 1 }}',
      '3 2 2 3 1',
    ],
    ['{{ s | append: price | upcase }}', 'HI€12.50'],
    ['{{ price | json }} {{ nil }}', '12.5 '],
    ['{% assign z = a | times: 2 %}{{ z }}', '6'],
    ['no braces at all', 'no braces at all'],
  ])('%s', (source, wanted) => {
    expect(parseText(source).text(scope)).toBe(wanted);
  });

  test('a text that is one value keeps its type', () => {
    expect(parseText('{{ x | plus: y }}').value(scope)).toBe(0.3);
    expect(parseText('{{ price }}').value(scope)).toBe(12.5);
    expect(parseText('{{ day }}').value(scope)).toBe('2024-02-28');
    expect(parseText('{{ a > 2 }}').value(scope)).toBe(true);
    expect(parseText('{{ items }}').value(scope)).toEqual([{ n: 1.1 }, { n: 2.2 }]);
    expect(parseText('{{ nil }}').value(scope)).toBeNull();
    expect(parseText(' {{ a }}').value(scope)).toBe(' 3');
    expect(parseExpression('a | minus: 1').value(scope)).toBe(2);
  });

  test('says what it reads', () => {
    const { variables } = parseText(
      '{{ city.country["name"] | append: tail }}{% assign q = a.b %}{{ q }}{% for i in list %}{{ i.n }}{% endfor %}',
    );
    expect(variables).toEqual([['city', 'country', 'name'], ['tail'], ['a', 'b'], ['list']]);
  });

  test.each([
    ['{{ a | nosuch }}', 'undefined filter: nosuch'],
    ['{{ a | tims: 2 }}', 'did you mean `times`?'],
    ['{% include "/etc/passwd" %}', 'tag "include" not found'],
    ['{% render "x" %}', 'tag "render" not found'],
    ['{% layout "x" %}', 'tag "layout" not found'],
    ['{% increment a %}', 'tag "increment" not found'],
    ['{{ a b }}', 'two values stand side by side'],
    ['{% for i in items %}{% if i.n a %}x{% endif %}{% endfor %}', 'two values stand side by side'],
    ['{{ a => 2 }}', 'expected "|" before filter'],
    ['{{ a', 'not closed'],
    ['{% if a %}x', 'not closed'],
    ['{{ items | sample }}', 'undefined filter: sample'],
  ])('refuses %s', (source, message) => {
    expect(() => parseText(source)).toThrow(TemplateError);
    expect(() => parseText(source)).toThrow(message);
  });

  test.each([
    ['{{ nope }}', 'undefined variable: nope'],
    ['{{ price.nope }}', 'undefined variable: price.nope'],
    ['{{ price.toString }}', 'undefined variable: price.toString'],
    ['{{ s.constructor }}', 'undefined variable: s.constructor'],
    ['{{ s | plus: 1 }}', '"hi" is not a number'],
    ['{{ a | plus: nil }}', 'null is not a number'],
    ['{{ a | plus }}', 'takes 1 argument(s), not 0'],
    ['{{ a | divided_by: 3, true }}', 'takes 1 argument(s), not 2'],
    ['{{ a | divided_by: 0 }}', 'division by zero'],
    ['{{ "now" | date: "%Y" }}', '"now" is not a YYYY-MM-DD date'],
    ['{{ "today" | add_days: 1 }}', '"today" is not a YYYY-MM-DD date'],
    ['{{ day | date: "%s" }}', '`%s` is not a date directive'],
    ['{{ day | add_days: 1.5 }}', '1.5 is not a whole number'],
    ['{{ a | money: "XYZ" }}', '"XYZ" is no known currency: AUD'],
    ['{{ a | money: "EUR", "xx" }}', '"xx" is no known locale: en'],
    ['{{ a | sum }}', '3 is not a list'],
    ['{% for i in (1..100000000) %}x{% endfor %}', 'limit exceeded'],
  ])('refuses to render %s', (source, message) => {
    const parsed = parseText(source);
    expect(() => parsed.text(scope)).toThrow(TemplateError);
    expect(() => parsed.text(scope)).toThrow(message);
  });

  test('refuses a text of more than 100,000 characters', () => {
    expect(() => parseText('x'.repeat(100_001))).toThrow(TemplateError);
    expect(parseText('x'.repeat(100_000)).text({})).toHaveLength(100_000);
  });

  test('an expression is written without braces', () => {
    expect(() => parseExpression('{{ a }}')).toThrow('without braces');
    expect(() => parseExpression('a }} {{ s')).toThrow('without braces');
  });

  test('every filter that Liquid is to bring is there', () => {
    for (const [name, filter] of liquidFilters) expect(filter, name).toBeDefined();
    expect(Object.keys(shipped)).toEqual(expect.arrayContaining(['append', 'where']));
  });
});
