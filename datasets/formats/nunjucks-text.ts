const [open, close] = ['{% raw %}', '{% endraw %}'];

/** A text that a template engine of Nunjucks' kind gives back as it is. */
export function raw(text: string): string {
  return /\{[{%#]/.test(text) ? `${open}${text}${close}` : text;
}

/** The text inside the marks that {@link raw} puts around it; any other text as it is. */
export function bare(text: string): string {
  return text.startsWith(open) && text.endsWith(close) ? text.slice(open.length, -close.length) : text;
}
