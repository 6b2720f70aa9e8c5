/** A wrong number, expiry or CVC: the code seen live for CVC 999. */
export const WRONG_CARD_DATA = 71015;

/** The CVC of every test card; with any other, 999 and 000 among them, an attempt is refused as wrong card data. */
export const RIGHT_CVC = '123';

/** The codes a payer may type at 3-D Secure; sources name the one or the other. */
export const PAYER_CODES: readonly string[] = ['12345678', '123456'];

/** The last wrong one fails the authentication. */
export const CODES_A_PAYER_MAY_TYPE = 3;

type Row3ds = Readonly<{
  protocol: '3DS1' | '3DS2' | null;
  /** How it ends by itself, or that the payer is asked on a page. */
  ends: 'passed' | 'attempted' | 'failed' | 'asks';
}>;

/** The ways a card can go through 3-D Secure. */
export const AUTHENTICATIONS = {
  none: { protocol: null, ends: 'passed' },
  code: { protocol: '3DS1', ends: 'asks' },
  challenge: { protocol: '3DS2', ends: 'asks' },
  frictionless: { protocol: '3DS2', ends: 'passed' },
  attempt: { protocol: '3DS2', ends: 'attempted' },
  failure: { protocol: '3DS2', ends: 'failed' },
} as const satisfies Record<string, Row3ds>;
export type AuthenticationKind = keyof typeof AUTHENTICATIONS;

/** An authentication that failed; a payer who gives up counts as one who could not prove who they are. */
export const AUTHENTICATION_FAILED = { '3DS1': -2006, '3DS2': -2025 } as const;

export type TestCard = Readonly<{
  pan: string;
  threeDSecure: AuthenticationKind;
  /** What the card's bank says after 3-D Secure; 0 is approved. */
  actionCode: number;
  /** Not from any bank's documentation. */
  own?: true;
}>;

/** The test cards this bank knows, good through any month that is not over: gateway.md §9, then the simulator's own. */
export const CARDS: readonly TestCard[] = [
  { pan: '4444555511113333', threeDSecure: 'none', actionCode: 0 },
  { pan: '4012001038166662', threeDSecure: 'code', actionCode: 0 },
  { pan: '5555555555555599', threeDSecure: 'challenge', actionCode: 0 },
  { pan: '4111111111111111', threeDSecure: 'frictionless', actionCode: 0 },
  { pan: '5168494895055780', threeDSecure: 'failure', actionCode: 0 },
  { pan: '4000001111111118', threeDSecure: 'attempt', actionCode: 0 },
  { pan: '4000000001160003', threeDSecure: 'none', actionCode: 116, own: true },
  { pan: '5200000001160008', threeDSecure: 'challenge', actionCode: 116, own: true },
  { pan: '4000000000050007', threeDSecure: 'none', actionCode: 5, own: true },
  { pan: '4000000001210006', threeDSecure: 'none', actionCode: 121, own: true },
  { pan: '4000000001510009', threeDSecure: 'none', actionCode: 151, own: true },
  { pan: '4000000002030007', threeDSecure: 'none', actionCode: 203, own: true },
  { pan: '4000000009070006', threeDSecure: 'none', actionCode: 907, own: true },
];

const UNKNOWN = { threeDSecure: 'none', actionCode: WRONG_CARD_DATA } as const;

/** What will become of this card: one that is not in the table, and a wrong CVC, are wrong card data. */
export function fateOf(pan: string, cvc: string): Pick<TestCard, 'threeDSecure' | 'actionCode'> {
  return (cvc === RIGHT_CVC && CARDS.find((card) => card.pan === pan)) || UNKNOWN;
}

export const maskedPanOf = (pan: string): string => `${pan.slice(0, 6)}**${pan.slice(-4)}`;

export const paymentSystemOf = (pan: string): string => (pan.startsWith('4') ? 'VISA' : 'MASTERCARD');

/** The scheme's mark of how well the payer is known; 7: not at all. */
const ECI = {
  VISA: { passed: 5, attempted: 6 },
  MASTERCARD: { passed: 2, attempted: 1 },
} as const;
export const WITHOUT_3DS = 7;

export const eciOf = (system: string, how: 'passed' | 'attempted'): number =>
  ECI[system === 'VISA' ? 'VISA' : 'MASTERCARD'][how];

/** The check digit of a card number (Luhn): from the right, every second digit counts double. */
export function isPan(text: string): boolean {
  if (!/^\d{13,19}$/.test(text)) return false;
  const sum = Array.from(text)
    .toReversed()
    .reduce((total, digit, at) => {
      const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** What the page itself has against the card: then nothing was tried, and the order is untouched. */
export type CardProblem = 'pan' | 'expiry' | 'expired' | 'cvc' | 'holder';
