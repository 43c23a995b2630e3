import { BadRequest } from './bad-request.ts';
import type { MockRequest, MockTool } from './mock-request.ts';

/** What a request says of calls: none, as it likes, one at least, or one of this tool. */
export type ToolChoice = 'none' | 'auto' | 'must' | { readonly name: string };

/** The tools that may be called, and whether one must. Throws BadRequest for a choice that was not offered. */
export function offeredTools(
  tools: readonly MockTool[],
  choice: ToolChoice,
): Pick<MockRequest, 'tools' | 'mustCall'> {
  if (choice === 'none') return { tools: [], mustCall: false };
  if (choice === 'auto') return { tools, mustCall: false };
  const chosen = choice === 'must' ? tools : tools.filter(({ name }) => name === choice.name);
  if (chosen.length === 0) throw new BadRequest('tool_choice wants a tool that is not among `tools`');
  return { tools: chosen, mustCall: true };
}
