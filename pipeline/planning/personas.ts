import type { Random } from '../../core/random.ts';

const roles = [
  'a bus driver',
  'a night nurse',
  'a primary school teacher',
  'a bookkeeper',
  'a bricklayer',
  'a student of law',
  'a pensioner',
  'a hotel receptionist',
  'a software tester',
  'a farmer',
  'a social worker',
  'a translator',
  'a parent on leave',
  'a plumber',
  'a librarian',
  'an opera singer',
  'a customs officer',
  'a beekeeper',
  'a dentist',
  'a warehouse worker',
  'a landlord',
  'a ship’s cook',
  'a piano tuner',
  'a mayor of a small town',
  'a pharmacist',
  'a courier',
  'a baker',
  'a carer for a relative',
  'a chess coach',
  'a geologist',
  'a hairdresser',
  'a judge',
  'a kiosk owner',
  'a lift engineer',
  'a midwife',
  'a forester',
  'an optician',
  'a police clerk',
  'a museum guard',
  'a roofer',
  'a sports reporter',
  'a tailor',
  'an undertaker',
  'a veterinarian',
  'a wine merchant',
  'a yoga teacher',
  'an apprentice electrician',
  'a call centre agent',
  'a data analyst',
  'an exchange student',
];
const expertise = [
  'who has never done this before',
  'who does this every day',
  'who half remembers how it worked last time',
  'who does it for somebody else',
  'who knows the terms of the trade and uses them',
];
const registers = [
  'writes long sentences and thanks beforehand',
  'writes in fragments, without capital letters',
  'is formal and exact',
  'is annoyed and comes straight to the point',
  'tells the whole story before the question',
  'dictates to the telephone',
  'writes in a second language',
];
const places = [
  'Leeds',
  'Cork',
  'Winnipeg',
  'Dunedin',
  'Nairobi',
  'Pune',
  'Tampa',
  'Malmö',
  'Graz',
  'Porto',
  'Gdańsk',
  'Izmir',
  'Cebu',
];

/**
 * Personas by rules: role, place, expertise and register, no two alike. A role comes again only after all others have
 * come, so that few personas differ as much as they can.
 */
export function samplePersonas(count: number, random: Random): readonly string[] {
  const decks = [roles, places, expertise, registers].map((deck, index) =>
    dealer(deck, random.fork(String(index))),
  );
  const found = new Set<string>();
  while (found.size < count) {
    const [role, place, knows, writes] = decks.map((deal) => deal());
    found.add(`${role} from ${place}, ${knows}; ${writes}`);
  }
  return [...found];
}

/** Deals a deck out and shuffles it anew when it is through. */
function dealer(deck: readonly string[], random: Random): () => string {
  let hand: string[] = [];
  return () => {
    if (hand.length === 0) hand = random.shuffle(deck);
    return hand.pop() ?? '';
  };
}
