type Said = Readonly<Record<string, string>>;

/** A merchant: how the bank signs for it, by each of its keys, and how somebody does who has none of them. */
export type Signer = Readonly<{
  merchant: string;
  sign: readonly ((said: Said) => URLSearchParams)[];
  forge: readonly ((said: Said) => URLSearchParams)[];
}>;

/** An order that a callback tells of. */
export type Subject = Signer & Readonly<{ mdOrder: string; orderNumber: string }>;

/** A callback as it is sent, what it has to be answered, and, of a verified one, the fact that it tells. */
export type Sent = Readonly<{
  kind: string;
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
  answer: number;
  fact?: string;
}>;

const FORM = 'application/x-www-form-urlencoded';
/** Node takes 16 kB of headers, the address included: more can only be posted. */
const LONGEST_QUERY = 15_000;

export type Fact = Readonly<{ operation: string; status: string }>;
const FACTS = [
  { operation: 'deposited', status: '0' },
  { operation: 'deposited', status: '1' },
  { operation: 'declinedByTimeout', status: '1' },
] as const satisfies Fact[];

const saidOf = ({ mdOrder, orderNumber }: Subject, fact: Said = FACTS[1]): Said => ({
  mdOrder,
  orderNumber,
  ...fact,
});
const honest = (subject: Subject, more: Said = {}): string =>
  subject.sign[0]!({ ...saidOf(subject), ...more }).toString();
const forged = (subject: Subject, more: Said = {}, at = 0): string =>
  subject.forge[at % subject.forge.length]!({ ...saidOf(subject), ...more }).toString();
const unsigned = (subject: Subject): string => new URLSearchParams(saidOf(subject)).toString();
const notes = (count: number, length: number): Said =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`note${at}`, 'a'.repeat(length)]));
const escaped = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** One fact in many dresses. */
const DRESSES: readonly ((signed: URLSearchParams) => string)[] = [
  (signed) => signed.toString(),
  (signed) => new URLSearchParams([...signed].toReversed()).toString(),
  (signed) => `${signed.toString()}&sign_alias=SHA-256+with+RSA`,
  (signed) => signed.toString().replace(/checksum=\w+/, (checksum) => checksum.toLowerCase()),
  (signed) => [...signed].map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&'),
];

type Spoilt = string | Readonly<{ raw: string; type?: string; merchant?: string; answer?: number }>;
/** `at` is another one each time. */
type Spoil = (subject: Subject, at: number) => Spoilt;

/** From somebody who has no key of this merchant, or signed for something else. */
const FORGED: Readonly<Record<string, Spoil>> = {
  'the key of somebody else': (subject, at) => forged(subject, {}, at),
  'a checksum out of thin air': (subject, at) =>
    `${unsigned(subject)}&checksum=${String(at).padStart(64, 'A')}`,
  'a signature out of thin air': (subject, at) =>
    `${unsigned(subject)}&checksum=${String(at).padStart(512, 'B')}`,
  'the checksum of another amount': (subject, at) =>
    honest(subject, { amount: '100' }).replace('amount=100', `amount=${101 + at}`),
  'one parameter more': (subject, at) => `${honest(subject)}&utm=${at}`,
  'as many and as long parameters as may be': (subject) => forged(subject, notes(14, 1_000)),
  'an unknown order': (subject, at) => forged(subject, { mdOrder: `no-${at}`, orderNumber: `NO-${at}` }),
  'an unknown merchant': (subject, at) => ({ raw: honest(subject), merchant: `nobody-${at}` }),
};

/** Signed, and yet no more than a hint: told of an order that nobody has, it makes us ask nothing. */
const NOBODYS = { mdOrder: 'nobodys', orderNumber: 'NOBODYS' };
const hint = (raw: string): Spoilt => ({ raw, answer: 200 });

/** What no bank would send, with an honest checksum wherever one can be had. */
const MALFORMED: Readonly<Record<string, Spoil>> = {
  nothing: () => '',
  'no checksum': (subject) => unsigned(subject),
  'half a byte': (subject) => honest(subject).slice(0, -1),
  'no order': (subject) => honest(subject).replace(/mdOrder=[^&]+&/, ''),
  'a name twice': (subject) => `${honest(subject)}&status=1`,
  'a name twice, once escaped': (subject) => `${honest(subject)}&%73tatus=1`,
  'an array': (subject) => honest(subject).replace('status=', 'status[]='),
  'a separator that hides a parameter': (subject) =>
    hint(honest({ ...subject, ...NOBODYS }).replace(/(orderNumber=[^&]+)(.*)&status=1/, '$1%3Bstatus%3B1$2')),
  'a separator that is signed': (subject) => hint(honest({ ...subject, ...NOBODYS }, { note: 'a;b' })),
  'a broken escape': (subject, at) => hint(`${honest({ ...subject, ...NOBODYS })}&note=${at}%`),
  'half a character': (subject, at) => hint(`${honest({ ...subject, ...NOBODYS })}&note=${at}%D0`),
  'a NUL': (subject) => hint(honest({ ...subject, ...NOBODYS }, { note: '\0' })),
  'a value too long': (subject) => hint(honest({ ...subject, ...NOBODYS }, { note: 'a'.repeat(1_025) })),
  'names too many': (subject) => honest(subject, notes(1_100, 1)),
  'twelve thousand characters': (subject, at) =>
    hint(`${honest({ ...subject, ...NOBODYS })}&note=${`${at}`.padEnd(12_000, 'a')}`),
  'sixty thousand characters': (subject, at) =>
    hint(`${honest({ ...subject, ...NOBODYS })}&note=${`${at}`.padEnd(60_000, 'a')}`),
  'sixty thousand names': (_, at) => `${at}${'&'.repeat(60_000)}`,
  'JSON, and says so': (subject) => ({ raw: JSON.stringify(saidOf(subject)), type: 'application/json' }),
  'JSON, and does not say so': (subject) => JSON.stringify(saidOf(subject)),
};

/** What a verified callback tells. */
export const factOf = (merchant: string, orderNumber: string, { operation, status }: Fact): string =>
  [merchant, orderNumber, operation, status].join(' ');

/** The facts that the repeats tell. */
export const factsAbout = (open: readonly Subject[]): string[] =>
  open.flatMap(({ merchant, orderNumber }) => FACTS.map((fact) => factOf(merchant, orderNumber, fact)));

/**
 * Callbacks without end. Of three one repeats one of few honest facts about `open`, one is forged and one malformed; both
 * tell that `victims` are paid.
 */
export function* floodOf(open: readonly Subject[], victims: readonly Subject[]): Generator<Sent, never> {
  const turn = [repeats(open), spoilt(victims, FORGED), spoilt(victims, MALFORMED)];
  for (;;) for (const kind of turn) yield kind.next().value;
}

function* repeats(open: readonly Subject[]): Generator<Sent, never> {
  const signed = open.flatMap((subject) =>
    FACTS.flatMap((fact) =>
      subject.sign.map((sign) => ({
        merchant: subject.merchant,
        fact: factOf(subject.merchant, subject.orderNumber, fact),
        callback: sign(saidOf(subject, fact)),
      })),
    ),
  );
  for (;;)
    for (const dress of DRESSES)
      for (const { merchant, fact, callback } of signed)
        for (const method of ['GET', 'POST'] as const)
          yield { ...sent('a repeat', merchant, method, dress(callback)), answer: 200, fact };
}

function* spoilt(
  victims: readonly Subject[],
  kinds: Readonly<Record<string, Spoil>>,
): Generator<Sent, never> {
  const subjects = victims.map(signOnce);
  for (let at = 0; ; at += 1)
    for (const [kind, spoil] of Object.entries(kinds)) {
      const subject = subjects[at % subjects.length]!;
      const made = spoil(subject, at);
      const {
        raw,
        type,
        merchant = subject.merchant,
        answer = 403,
      }: Exclude<Spoilt, string> = typeof made === 'string' ? { raw: made } : made;
      const fits = raw.length <= LONGEST_QUERY && !type;
      const method = fits && Math.floor(at / subjects.length) % 2 === 1 ? 'GET' : 'POST';
      yield { ...sent(kind, merchant, method, raw, type), answer };
    }
}

function sent(
  kind: string,
  merchant: string,
  method: Sent['method'],
  raw: string,
  type = FORM,
): Omit<Sent, 'answer'> {
  const path = `/pay/callback/${merchant}`;
  if (method === 'GET') return { kind, method, path: `${path}?${raw}` };
  return { kind, method, path, headers: { 'content-type': type }, body: raw };
}

/** An RSA signature costs a millisecond, and the same is signed again and again. */
const signOnce = (subject: Subject): Subject => ({
  ...subject,
  sign: subject.sign.map(once),
  forge: subject.forge.map(once),
});

function once(sign: (said: Said) => URLSearchParams): (said: Said) => URLSearchParams {
  const known = new Map<string, URLSearchParams>();
  return (said) => {
    const key = JSON.stringify(said);
    const signed = known.get(key) ?? sign(said);
    known.set(key, signed);
    return signed;
  };
}
