import './styles/index.js';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { queryClient } from './api/queries.js';
import { Boundary } from './frame/boundary.js';
import { ToastProvider } from './frame/toasts.js';
import { Pages } from './pages.js';
import { firstLanguage, load, TextsProvider } from './texts/use-texts.js';
import { THEME } from './styles/theme.js';

const first = await load(firstLanguage());

createRoot(document.getElementById('root')!).render(
  // Its variables and classes come as files: the policy of these pages allows no style inside the document.
  <MantineProvider
    theme={THEME}
    defaultColorScheme="auto"
    withCssVariables={false}
    withGlobalClasses={false}
    withStaticClasses={false}
  >
    <TextsProvider first={first}>
      <QueryClientProvider client={queryClient}>
        <Boundary>
          <ToastProvider>
            <BrowserRouter basename="/ops">
              <Pages />
            </BrowserRouter>
          </ToastProvider>
        </Boundary>
      </QueryClientProvider>
    </TextsProvider>
  </MantineProvider>,
);
