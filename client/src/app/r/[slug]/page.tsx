import { headers } from 'next/headers';
import { queryOf, readFilter } from '../../../lib/gallery/filter.ts';
import { pageData } from '../../../lib/page-data.ts';
import { RoomPage } from './room-page.tsx';

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** With the room's first pictures for whoever may see them. */
export default async function Page({ params, searchParams }: Props) {
  const { slug } = await params;
  return <RoomPage key={slug} slug={slug} first={await firstPictures(slug, await searchParams)} />;
}

/** Searches are counted, and where a day begins the browser alone knows: both are left to it. */
async function firstPictures(slug: string, searchParams: Awaited<Props['searchParams']>) {
  const plain = Object.entries(searchParams).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const filter = readFilter(new URLSearchParams(plain));
  if (filter.q || filter.from || filter.to) return null;
  return pageData().firstPictures(slug, (await headers()).get('cookie') ?? undefined, queryOf(filter));
}
