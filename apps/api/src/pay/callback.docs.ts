import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';

/** What the document says of the bank's callback, by either method. */
export const DescribeCallback = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary: 'For the bank: something has happened to an order' }),
    ApiResponse({
      status: 200,
      description:
        'Heard: the bank is asked what became of the order. What nothing proves is a hint, worth one question in ten seconds.',
    }),
    ApiResponse({
      status: 403,
      description: '`CALLBACK_NOT_VERIFIED`: the checksum is missing or wrong, or it is no callback.',
    }),
    ApiResponse({ status: 503, description: '`UNAVAILABLE`: send it again.' }),
  );
