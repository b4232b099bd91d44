'use client';

import type { Lineage, LineageNode, PictureRef } from '@darkroom/protocol';
import { Dialog as Radix } from 'radix-ui';
import type { RefObject } from 'react';
import { ago } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { CloseIcon } from '../../ui/icons.tsx';
import { promptChanges, settingChanges } from './changes.ts';
import { Thumb } from './thumb.tsx';
import { childrenOf, isSame, keyOfRef } from './use-lineage.ts';

export type LineageDialogProps = {
  lineage: Lineage;
  self: PictureRef;
  returnTo: RefObject<HTMLElement | null>;
  onClose: () => void;
  onWalk: (key: string) => void;
};

/** Who made what from what, as a tree: each with what is other than in the one that it was made from. */
export function LineageDialog({ lineage, self, returnTo, onClose, onWalk }: LineageDialogProps) {
  const { building, common } = useAllTexts();
  const roots = lineage.nodes.filter(({ parent }) => !lineage.nodes.some(({ picture }) => isSame(picture, parent)));
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-appear bg-ground/80" />
        <Radix.Content
          aria-describedby={undefined}
          // Arrow keys walk the pictures behind it; here they scroll.
          onKeyDown={(event) => event.stopPropagation()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnTo.current?.focus();
          }}
          className="-translate-x-1/2 fixed inset-y-0 left-1/2 z-50 flex w-[46rem] max-w-full animate-appear flex-col border-line bg-surface focus:outline-none md:inset-y-8 md:rounded-control md:border"
        >
          <div className="flex items-center justify-between gap-4 border-line border-b px-4 py-3 md:px-6">
            <Radix.Title className="font-medium text-lg">{building.lineageTitle}</Radix.Title>
            <Radix.Close asChild>
              <Button kind="quiet" size="icon" aria-label={common.close} className="-mr-2">
                <CloseIcon />
              </Button>
            </Radix.Close>
          </div>
          <div className="flex-1 overflow-y-auto overscroll-contain px-4 py-4 md:px-6">
            <Level nodes={roots} depth={0} lineage={lineage} self={self} onWalk={onWalk} />
            {lineage.isCut && <p className="mt-4 text-muted text-sm">{building.isCut}</p>}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type Shared = { lineage: Lineage; self: PictureRef; onWalk: (key: string) => void };

/** Further in than this a phone has no room left for the words. */
const MAX_INDENT = 5;

function Level({ nodes, depth, ...shared }: Shared & { nodes: LineageNode[]; depth: number }) {
  if (nodes.length === 0) return null;
  const isIndented = depth > 0 && depth <= MAX_INDENT;
  return (
    <ul className={cn('flex flex-col', isIndented && 'ml-3 border-line border-l pl-3 md:ml-7 md:pl-5')}>
      {nodes.map((node) => (
        <li key={keyOfRef(node.picture)}>
          <Entry node={node} {...shared} />
          <Level nodes={childrenOf(shared.lineage, node.picture)} depth={depth + 1} {...shared} />
        </li>
      ))}
    </ul>
  );
}

function Entry({ node, lineage, self, onWalk }: Shared & { node: LineageNode }) {
  const { building, measures } = useAllTexts();
  const now = useNow(60_000);
  const { made, picture, parent } = node;
  const before = lineage.nodes.find((other) => isSame(other.picture, parent))?.made ?? null;
  const isSelf = isSame(picture, self);
  return (
    <article aria-current={isSelf || undefined} className={cn('flex gap-3 rounded-control p-2', isSelf && 'bg-raised')}>
      <Thumb node={node} gone={building.gone} onWalk={onWalk} />
      {made ? (
        <div className="min-w-0 flex-1">
          <Words made={made} before={before} />
          {before && <Changes made={made} before={before} />}
          <p className="mt-0.5 text-muted text-xs">
            <bdi>{made.generation.author.name}</bdi>,{' '}
            <time dateTime={made.generation.createdAt} title={measures.dateTime(made.generation.createdAt)}>
              {ago(made.generation.createdAt, now, measures)}
            </time>
            {isSelf && ` · ${building.thisOne}`}
          </p>
        </div>
      ) : (
        <p className="self-center text-muted text-sm">{building.gone}</p>
      )}
    </article>
  );
}

type Made = NonNullable<LineageNode['made']>;
type Change = { made: Made; before: Made };

function Words({ made, before }: { made: Made; before: Made | null }) {
  const pieces = before
    ? promptChanges(before.generation.prompt, made.generation.prompt)
    : [{ text: made.generation.prompt, kind: 'same' as const }];
  return (
    <p dir="auto" className="whitespace-pre-wrap break-words text-sm">
      {pieces.map(({ text, kind }, i) => {
        const key = `${i}-${kind}`;
        if (kind === 'added') {
          return (
            <ins key={key} className="mx-0.5 rounded-picture bg-ok/15 text-ok no-underline">
              {text}
            </ins>
          );
        }
        return kind === 'gone' ? (
          <del key={key} className="text-muted">
            {text}
          </del>
        ) : (
          <span key={key}>{text}</span>
        );
      })}
    </p>
  );
}

function Changes({ made, before }: Change) {
  const { building } = useAllTexts();
  const changes = settingChanges(before, made);
  const isSeedAlone = changes.length === 0 && made.generation.prompt === before.generation.prompt;
  if (isSeedAlone) return <p className="mt-0.5 text-muted text-xs">{building.anotherSeed}</p>;
  return (
    <ul className="mt-0.5 flex flex-wrap gap-x-3 text-muted text-xs">
      {changes.map(({ name, from, to }) => (
        <li key={name} className="min-w-0 break-words">
          {building.settings[name]} {from && <del>{from}</del>} <span className="text-text">{to || '–'}</span>
        </li>
      ))}
    </ul>
  );
}
