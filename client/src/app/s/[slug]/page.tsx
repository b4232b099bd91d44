import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { thumbHashToDataURL } from 'thumbhash';
import { SharedPicturePage } from '../../../features/sharing/shared-picture.tsx';
import { startOf } from '../../../features/sharing/start-of.ts';
import { ORIGIN_HEADER, pageData } from '../../../lib/page-data.ts';
import { allTextsOfRequest } from '../../../texts/of-request.ts';

type Props = { params: Promise<{ slug: string }> };

/** Asked once for a page and its head. */
const find = cache((slug: string) => pageData().sharedPicture(slug));

/** What shows in a chat where somebody drops the link. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params;
  const shared = await find(slug);
  const { sharing } = await allTextsOfRequest();
  if (!shared) return { title: sharing.nothingHere };
  const origin = (await headers()).get(ORIGIN_HEADER) ?? undefined;
  const title = startOf(shared.prompt);
  const description = sharing.madeBy(shared.authorName);
  const { width, height } = shared;
  const image = { url: `/api/shares/${slug}/picture.png`, type: 'image/png', width, height, alt: title };
  return {
    metadataBase: origin ? new URL(origin) : null,
    title: `${title} · Darkroom`,
    description,
    openGraph: { type: 'website', siteName: 'Darkroom', url: `/s/${slug}`, title, description, images: [image] },
    twitter: { card: 'summary_large_image', title, description, images: [{ url: image.url, alt: title }] },
  };
}

export default async function Page({ params }: Props) {
  const { slug } = await params;
  const shared = await find(slug);
  if (!shared) notFound();
  return (
    <SharedPicturePage
      shared={shared}
      placeholder={placeholderOf(shared.placeholder)}
      texts={await allTextsOfRequest()}
    />
  );
}

function placeholderOf(hash: string): string | null {
  try {
    return hash ? thumbHashToDataURL(Buffer.from(hash, 'base64')) : null;
  } catch {
    return null;
  }
}
