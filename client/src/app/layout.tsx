import '@fontsource-variable/geist/wght.css';
import '@fontsource-variable/geist-mono/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';

/** Every page is made anew for its request: its scripts carry a nonce that the policy of this answer alone allows. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
  title: 'Darkroom',
  description: 'Write a prompt, and everyone in the room watches the picture develop.',
  // A room's link is its key: it must not travel in a Referer, and no crawler should keep it.
  referrer: 'no-referrer',
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: '#12100f',
  colorScheme: 'dark',
  interactiveWidget: 'resizes-content',
  viewportFit: 'cover',
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
