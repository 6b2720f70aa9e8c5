import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader } from '@nestjs/swagger';
import { Describe } from '../docs/describe.js';
import { NEW_ORDER_EXAMPLE, ORDER_EXAMPLE, PAID_EXAMPLE } from '../docs/examples.js';
import { EVENT_LIST_SHAPE, jsonSchema, ORDER_LIST_SHAPE, ORDER_SHAPE } from '../docs/shapes.js';
import { NEW_ORDER } from './new-order.js';

const registered = { shape: ORDER_SHAPE, example: ORDER_EXAMPLE };
const paid = { shape: ORDER_SHAPE, example: PAID_EXAMPLE };

/** What the document says of each call; the controller only says which is which. */
export const DOCS = {
  register: () =>
    applyDecorators(
      ApiBody({
        schema: jsonSchema(NEW_ORDER, 'input'),
        examples: { order: { value: NEW_ORDER_EXAMPLE } },
      }),
      Describe('Registers an order at the bank, once per order number', {
        answers: [
          { status: 201, says: 'Registered: send the payer to `paymentUrl`.', ...registered },
          { status: 200, says: 'The same number with the same facts: the order as it stands.', ...paid },
          {
            status: 202,
            says: "The bank's answer was lost or is late. Ask again with the same request; it never pays twice.",
            shape: ORDER_SHAPE,
          },
        ],
        errors: [
          'INVALID_REQUEST',
          'ORDER_FACTS_DIFFER',
          'BODY_TOO_LARGE',
          'UNSUPPORTED_MEDIA_TYPE',
          'GATEWAY_REFUSED',
        ],
      }),
    ),
  list: () =>
    Describe("Lists the shop's orders, newest first", {
      answers: [
        {
          status: 200,
          says: 'One page.',
          shape: ORDER_LIST_SHAPE,
          example: { items: [PAID_EXAMPLE], nextCursor: null },
        },
      ],
      errors: ['INVALID_REQUEST'],
    }),
  show: () =>
    applyDecorators(
      ApiHeader({
        name: 'prefer',
        required: false,
        description: '`wait=20`: answer when there is news, at most 30 s.',
      }),
      ApiHeader({ name: 'if-none-match', required: false, description: 'The ETag you know.' }),
      Describe('Shows an order; `?refresh=true` asks the bank first', {
        answers: [
          { status: 200, says: 'The order as it stands.', ...paid },
          { status: 304, says: 'Nothing new since the ETag in If-None-Match.' },
        ],
        errors: ['INVALID_REQUEST', 'ORDER_NOT_FOUND'],
      }),
    ),
  registerAgain: () =>
    Describe('Gives the payment page: the live one, or a new one after decline, expiry or rejection', {
      answers: [
        { status: 200, says: 'The page that is live.', ...registered },
        { status: 201, says: 'A new page.', ...registered },
        { status: 202, says: "The bank's answer was lost or is late: ask again.", shape: ORDER_SHAPE },
      ],
      errors: [
        'INVALID_REQUEST',
        'ORDER_NOT_FOUND',
        'ORDER_NOT_PAYABLE',
        'PAYMENT_IN_PROGRESS',
        'BODY_TOO_LARGE',
        'UNSUPPORTED_MEDIA_TYPE',
        'GATEWAY_REFUSED',
      ],
    }),
  events: () =>
    Describe('Tells the history of an order, oldest first', {
      answers: [{ status: 200, says: 'CloudEvents 1.0.', shape: EVENT_LIST_SHAPE }],
      errors: ['ORDER_NOT_FOUND'],
    }),
} as const;
