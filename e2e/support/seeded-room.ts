/** A room with many pictures that nobody made: rows in the stack's database, and objects in its bucket for those that are looked at. */
import { seedRoom } from '../../bench/src/seed.ts';
import { putObjects } from '../../bench/src/seed-objects.ts';
import type { Person } from './person.ts';

export async function fillRoom(person: Person, pictures: number, visible = pictures): Promise<void> {
  const answer = await person.page.request.get(`/api/rooms/${person.slug}`);
  const { id } = (await answer.json()) as { id: string };
  const onPictures = await putObjects(process.env, visible);
  await seedRoom({ databaseUrl: process.env.DATABASE_URL ?? '', roomId: id, pictures, onPictures });
}
