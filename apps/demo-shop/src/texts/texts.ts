import type { ShopState } from '../order-state.js';
import type { Deed, Party } from '../steps/step.js';

export const LANGUAGES = ['kk', 'ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

type Notice = readonly [title: string, text: string];

/** Everything the shop says, in one language. */
export type Texts = Readonly<{
  language: Language;
  /** The language's own name, and what to call the choice of it. */
  name: string;
  languages: string;
  slogan: string;
  label: string;
  shop: string;
  heading: string;
  subheading: string;
  tries: string;
  usual: string;
  strict: string;
  buy: string;
  buyThis: (product: string) => string;
  oneMoment: string;
  latest: string;
  nothingYet: string;
  products: Readonly<Record<string, readonly [name: string, says: string]>>;
  order: string;
  oneTry: string;
  back: string;
  cameBack: Readonly<Record<'success' | 'failure', string>>;
  states: Readonly<Record<ShopState, readonly [word: string, says: string]>>;
  pay: string;
  tryAgain: string;
  beingRegistered: string;
  askNow: string;
  attemptRefused: string;
  /** What a payer can do, for each of Tolem's words of advice; `orWord` joins them. */
  canDo: Readonly<Record<string, string>>;
  youCan: (ways: string) => string;
  orWord: string;
  events: string;
  noEvents: string;
  cause: (cause: string) => string;
  notices: Readonly<Record<'notFound' | 'broken' | 'unreadable' | 'notForSale', Notice>>;
  /** Tolem took no order: what it says itself is for developers, and in English alone. */
  refused: Readonly<Record<'title' | 'forGood' | 'forNow', string>>;
  steps: Readonly<{
    heading: string;
    soft: string;
    /** In the order of the bank's guide. */
    titles: readonly [...Ten];
    notYet: string;
    onTheWay: string;
    undecided: string;
    unconfigured: string;
    unreachable: string;
    parties: Readonly<Record<Party, string>>;
    deeds: Readonly<Record<Deed, string>>;
  }>;
}>;

type Ten = [string, string, string, string, string, string, string, string, string, string];

/** What a product is called. */
export const nameOf = (product: string, { products }: Texts): string => products[product]?.[0] ?? product;
