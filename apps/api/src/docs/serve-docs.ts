import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { z } from 'zod';
import { ApiModule } from '../api.module.js';
import { jsonSchema } from './shapes.js';

/** The document at /openapi.json and its page at /docs; both are public and tell nothing that a shop may not know. */
export function serveDocs(app: NestFastifyApplication): void {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Tolem')
    .setDescription('Payment orders at Bereke Bank, for shops. Amounts are integer minor units.')
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key of the shop.' }, 'key')
    .build();
  const document = SwaggerModule.createDocument(app, about, {
    // What operators do under /ops is no shop's concern.
    include: [ApiModule],
    operationIdFactory: (_controller, method) => method,
    standardSchemaConverter: (schema, { schemaType }) => ({
      schema: jsonSchema(schema as z.ZodType, schemaType),
    }),
  });
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Tolem API',
  });
}
