import '@fontsource-variable/geist/wght.css';
import '@fontsource-variable/geist-mono/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { LanguageRoot } from '../texts/language-root.tsx';
import { languageOfRequest, textsOfRequest } from '../texts/of-request.ts';

/** Every page is made anew for its request: its scripts carry a nonce that the policy of this answer alone allows. */
export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const { common } = await textsOfRequest();
  return {
    title: 'Darkroom',
    description: common.sentence,
    // A room's link is its key: it must not travel in a Referer, and no crawler should keep it.
    referrer: 'no-referrer',
    robots: { index: false },
  };
}

export const viewport: Viewport = {
  themeColor: '#12100f',
  colorScheme: 'dark',
  interactiveWidget: 'resizes-content',
  viewportFit: 'cover',
};

export default async function Layout({ children }: { children: ReactNode }) {
  const language = await languageOfRequest();
  return (
    <html lang={language}>
      <body>
        <LanguageRoot initial={language}>{children}</LanguageRoot>
      </body>
    </html>
  );
}
