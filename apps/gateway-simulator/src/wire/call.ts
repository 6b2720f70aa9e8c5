import type { FastifyReply } from 'fastify';
import type { FormFields } from './form-fields.js';

/** The calls that are counted and that faults can hit. */
export const ENDPOINTS = [
  'register.do',
  'registerPreAuth.do',
  'getOrderStatusExtended.do',
  'decline.do',
  'processform.do',
] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/** What a call is about, as far as can be told before it is answered. */
export type CallFacts = Readonly<{
  endpoint: Endpoint;
  merchant?: string;
  orderNumber?: string;
  orderId?: string;
  tolemOrder?: string;
}>;

/** One call to the bank on its way to an answer. */
export type Call = Readonly<{ endpoint: Endpoint; fields: FormFields; reply: FastifyReply }>;
