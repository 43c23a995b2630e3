import type { ModelRef } from './model-ref.ts';

const here = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|0\.0\.0\.0)$/;

/**
 * Whether what a model is told is known to leave this machine: hosted models, and servers that are elsewhere. What modules
 * and commands do nobody knows but who wrote them: false.
 */
export function leavesMachine(ref: ModelRef, env: NodeJS.ProcessEnv): boolean {
  switch (ref.scheme) {
    case 'openai':
    case 'anthropic':
      return true;
    case 'openai-compatible':
    case 'http':
      return !here.test(new URL(ref.url).hostname);
    case 'ollama': {
      const host = env['OLLAMA_HOST'] ?? 'localhost';
      return !here.test(new URL(host.includes('://') ? host : `http://${host}`).hostname);
    }
    default:
      return false;
  }
}
