import { type Generation, GenerationId, type Lineage, type LineageNode, PictureRef } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../shared/domain-error.ts';
import { LineageRepository, type Step } from './lineage.repository.ts';

const MAX_UP = 50;
const MAX_DOWN = 20;
/** Generations below the picture, each of up to four pictures. */
const MAX_BELOW = 100;

type Known = ReadonlyMap<string, Generation>;

@Injectable()
export class LineageService {
  constructor(private readonly repository: LineageRepository) {}

  /**
   * Three questions to the database, however large the tree [BD9].
   *
   * @throws DomainError not_found for what is no picture's place
   */
  async of(generationId: string, index: string): Promise<Lineage> {
    const ref = PictureRef.safeParse({ generationId, index: /^\d$/.test(index) ? Number(index) : -1 });
    if (!ref.success) throw new DomainError('not_found', 'There is no such picture.');
    const up = await this.repository.up(ref.data, MAX_UP);
    const below = await this.repository.down(ref.data, MAX_DOWN, MAX_BELOW + 1);
    const down = below.slice(0, MAX_BELOW);
    const known = await this.repository.generations([...up, ...down].map(({ id }) => id));
    const line = [
      ...missingRoot(up),
      ...up.map((step) => nodeOf(refOf(step.id, step.index), parentOf(step), known)).reverse(),
    ];
    const isCut = below.length > MAX_BELOW || up.length > MAX_UP;
    return { nodes: [...line, ...belowOf(down, known)], isCut };
  }
}

const refOf = (id: string, index: number | null): PictureRef => ({
  generationId: GenerationId.parse(id),
  index: index ?? 0,
});
const parentOf = ({ parentId, parentIndex }: Step) => (parentId === null ? null : refOf(parentId, parentIndex));

/** The walk ended at a generation whose parent has no row any more. */
function missingRoot(up: Step[]): LineageNode[] {
  const last = up.at(-1);
  const parent = last && up.length <= MAX_UP ? parentOf(last) : null;
  return parent ? [{ picture: parent, parent: null, made: null }] : [];
}

/** Every picture of every generation below; and of those that are gone, the ones that others go back to. */
function belowOf(down: Step[], known: Known): LineageNode[] {
  return down.flatMap((step) => {
    const there = known.get(step.id)?.pictures.map(({ index }) => index) ?? [];
    const wanted = down.filter(({ parentId }) => parentId === step.id).map(({ parentIndex }) => parentIndex ?? 0);
    const indexes = [...new Set([...there, ...wanted])].sort((a, b) => a - b);
    return indexes.map((index) => nodeOf(refOf(step.id, index), parentOf(step), known));
  });
}

function nodeOf(picture: PictureRef, parent: PictureRef | null, known: Known): LineageNode {
  const whole = known.get(picture.generationId);
  const stored = whole?.pictures.find(({ index }) => index === picture.index);
  if (!whole || !stored) return { picture, parent, made: null };
  const { pictures: _, error: __, ...generation } = whole;
  return { picture, parent, made: { generation, picture: stored } };
}
