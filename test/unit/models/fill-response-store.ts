import { openResponseStore } from '../../../models/response-store.ts';

// Run as a process of its own: writes a hundred responses of its own and a hundred that others write as well.
const [, , file = '', name = ''] = process.argv;
const store = await openResponseStore(file);
const response = {
  text: name,
  toolCalls: [],
  finish: 'stop',
  usage: null,
  logprobs: null,
  answeredBy: 'fake',
  rateLimit: null,
} as const;
for (let n = 0; n < 100; n++) {
  store.set(`${name}-${n}`, 'scripted:fake', response);
  store.set(`all-${n}`, 'scripted:fake', response);
}
store.close();
