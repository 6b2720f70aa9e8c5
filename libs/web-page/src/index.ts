export { Html, html } from './html.js';
export { renderPage, type WebPage } from './web-page.js';
