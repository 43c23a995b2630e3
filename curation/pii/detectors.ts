import { card } from './card.ts';
import { bitcoinAddress, ethereumAddress } from './crypto-address.ts';
import { dateOfBirth } from './date-of-birth.ts';
import type { Detector } from './detector.ts';
import { documentNumber } from './document-number.ts';
import { email } from './email.ts';
import { iban } from './iban.ts';
import { ipv4, ipv6 } from './ip-address.ts';
import { macAddress } from './mac-address.ts';
import { americas } from './national-ids/americas.ts';
import { asiaPacificAfrica } from './national-ids/asia-pacific-africa.ts';
import { britishIsles } from './national-ids/british-isles.ts';
import { centralEurope } from './national-ids/central-europe.ts';
import { lowCountriesAndNorth } from './national-ids/low-countries-and-north.ts';
import { romanceEurope } from './national-ids/romance-europe.ts';
import { southEastEurope } from './national-ids/south-east-europe.ts';
import { personName, signedName } from './person-name.ts';
import { phone } from './phone.ts';
import { streetAddress } from './street-address.ts';
import { token } from './token.ts';
import { urlCredentials } from './url-credentials.ts';

/** What a text without a single digit may hold. */
export const wordDetectors: readonly Detector[] = [email, urlCredentials, token, personName, signedName];

/** What has digits in it. */
const numberDetectors: readonly Detector[] = [
  iban,
  card,
  ipv4,
  ipv6,
  macAddress,
  bitcoinAddress,
  ethereumAddress,
  ...americas,
  ...britishIsles,
  ...centralEurope,
  ...romanceEurope,
  ...lowCountriesAndNorth,
  ...southEastEurope,
  ...asiaPacificAfrica,
  phone,
  dateOfBirth,
  streetAddress,
  documentNumber,
];

/** Every kind of identifier that rules can find. Of two that are as sure of the same stretch the first one names it. */
export const detectors: readonly Detector[] = [...wordDetectors, ...numberDetectors];
