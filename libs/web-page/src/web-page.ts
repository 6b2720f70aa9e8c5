import { randomBytes } from 'node:crypto';
import { Html, html } from './html.js';

export type WebPage = Readonly<{
  language: string;
  title: string;
  body: Html;
  style: string;
  script?: string;
  /** More for the head, such as a refresh for browsers without script. */
  head?: Html;
  /** Where forms may lead, as a CSP source list. A browser applies it to redirects too. */
  formAction?: string;
}>;

/** A whole page, and the headers that keep anything but its own style and script from running. */
export function renderPage(page: WebPage): { headers: Record<string, string>; text: string } {
  const nonce = randomBytes(18).toString('base64');
  const script =
    page.script !== undefined &&
    html`<script nonce="${nonce}">
      ${new Html(page.script)};
    </script>`;
  const text = html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${page.head}
        <title>${page.title}</title>
        <link rel="icon" href="data:," />
        <style nonce="${nonce}">
          ${new Html(page.style)}
        </style>
      </head>
      <body>
        ${page.body} ${script}
      </body>
    </html>`.text;
  return { headers: headers(nonce, page.formAction ?? "'self'"), text };
}

function headers(nonce: string, formAction: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    "connect-src 'self'",
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
