import { RoomPage } from './room-page.tsx';

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return <RoomPage key={slug} slug={slug} />;
}
