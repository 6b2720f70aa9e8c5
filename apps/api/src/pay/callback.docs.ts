import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';

/** What the document says of the bank's callback, by either method. */
export const DescribeCallback = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary: 'For the bank: something has happened to an order' }),
    ApiResponse({ status: 200, description: 'Heard: the bank is asked what became of the order.' }),
    ApiResponse({ status: 403, description: '`CALLBACK_NOT_VERIFIED`: anybody may have sent it.' }),
    ApiResponse({ status: 503, description: '`UNAVAILABLE`: send it again.' }),
  );
