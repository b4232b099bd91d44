/**
 * Every Socket.IO event, once. A row names it and gives its payload, and for a command its ack. Both ends take their types from
 * here and the server parses with it; start-up fails if a command has no handler or two.
 */
import { z } from 'zod';
import { WireError } from './errors.ts';
import { MarkedItem } from './gallery.ts';
import { Generation, GenerationRequest, PictureRef, Place, Progress } from './generations.ts';
import { GenerationId, InviteId, RoomId, UserId } from './ids.ts';
import { Marks, MOST_PICTURES, PictureMarks, Reacted, ReactionKind } from './marks.ts';
import { ModelStatus } from './models.ts';
import { Invite, InviteRequest, MadeInvite, Member } from './people.ts';
import { Person } from './presence.ts';
import { JoinRequest, Role, Room, User } from './rooms.ts';
import { DisplayName } from './text.ts';
import { DraftEdit, DraftEdited, DraftOpen, DraftOpened, DraftStored, PresenceShow, PresenceShown } from './writing.ts';

/** All that a browser needs to know of a room now. Facts with `seq` above the snapshot's come after it [RC1]. */
export const Snapshot = z.object({
  seq: z.int(),
  room: Room,
  you: User.extend({ role: Role }),
  people: z.array(Person),
  /** Queued and developing ones, oldest first, and failed ones that nobody dismissed. */
  generations: z.array(Generation),
  places: z.array(Place),
  /** The last preview of each that is developing. */
  progress: z.array(Progress),
  models: z.array(ModelStatus),
});
export type Snapshot = z.infer<typeof Snapshot>;

const command = <P extends z.ZodType, A extends z.ZodType>(payload: P, ack: A) => ({ payload, ack });
const OneGeneration = z.strictObject({ roomId: RoomId, generationId: GenerationId });
const OneRoom = z.strictObject({ roomId: RoomId });
const OnePerson = z.strictObject({ roomId: RoomId, userId: UserId });
const OnePicture = z.strictObject({ roomId: RoomId, ...PictureRef.shape });
const SomePictures = z.strictObject({ roomId: RoomId, pictures: z.array(PictureRef).min(1).max(MOST_PICTURES) });
const Nothing = z.object({});

/** What a browser may ask for. Every one is answered by an `Ack`. */
export const COMMANDS = {
  'room:join': command(JoinRequest, Snapshot),
  'room:leave': command(z.strictObject({ roomId: RoomId }), Nothing),
  'room:rename': command(z.strictObject({ roomId: RoomId, name: DisplayName }), Room),
  'room:lock': command(z.strictObject({ roomId: RoomId, isLocked: z.boolean() }), Room),
  'room:delete': command(OneRoom, Nothing),
  'people:list': command(OneRoom, z.object({ members: z.array(Member) })),
  'people:removed': command(OneRoom, z.object({ members: z.array(Member) })),
  'person:set-role': command(z.strictObject({ roomId: RoomId, userId: UserId, role: Role }), Member),
  'person:remove': command(OnePerson, Member),
  'person:readmit': command(OnePerson, Member),
  'invite:create': command(InviteRequest, MadeInvite),
  'invite:list': command(OneRoom, z.object({ invites: z.array(Invite) })),
  'invite:revoke': command(z.strictObject({ roomId: RoomId, inviteId: InviteId }), Nothing),
  'pictures:delete': command(
    z.strictObject({ roomId: RoomId, pictures: z.array(PictureRef).min(1).max(100) }),
    Nothing,
  ),
  'generation:request': command(GenerationRequest, Generation),
  'generation:cancel': command(OneGeneration, Generation),
  'generation:retry': command(OneGeneration, Generation),
  'generation:dismiss': command(OneGeneration, Nothing),
  'generation:vote-stop': command(OneGeneration.extend({ isOn: z.boolean() }), Generation),
  /** Those of the pictures that there are, with their marks. */
  'picture:find': command(SomePictures, z.object({ items: z.array(MarkedItem) })),
  'picture:react': command(OnePicture.extend({ kind: ReactionKind, isOn: z.boolean() }), Marks),
  'picture:favour': command(OnePicture.extend({ isOn: z.boolean() }), z.object({ isFavourite: z.boolean() })),
  /** Answers with those of the pictures that there are. */
  'picture:pin': command(SomePictures.extend({ isPinned: z.boolean() }), z.object({ pictures: z.array(PictureMarks) })),
  'picture:show': command(OnePicture, Nothing),
  'draft:open': command(DraftOpen, DraftOpened),
  'draft:edit': command(DraftEdit, DraftStored),
  'presence:show': command(PresenceShow, Nothing),
} as const;
export type Command = keyof typeof COMMANDS;
export type CommandPayload<C extends Command> = z.infer<(typeof COMMANDS)[C]['payload']>;
export type CommandInput<C extends Command> = z.input<(typeof COMMANDS)[C]['payload']>;
export type CommandResult<C extends Command> = z.infer<(typeof COMMANDS)[C]['ack']>;

const fact = <S extends z.ZodRawShape>(shape: S) => z.object({ roomId: RoomId, seq: z.int(), ...shape });
const generationFact = fact({ generation: Generation });

/** What happened in a room, in order: each carries the room's `seq`, one more than the fact before it [RC2]. */
export const FACTS = {
  'presence:changed': fact({ people: z.array(Person) }),
  /** Another name, or locked or open from now on. */
  'room:changed': fact({ room: Room }),
  /** Somebody has another role, was removed, or may come in again. */
  'member:changed': fact({ member: Member }),
  'generation:queued': generationFact,
  'generation:started': generationFact,
  /** One of its pictures is stored; others are still to come. */
  'generation:pictured': generationFact,
  'generation:finished': generationFact,
  'generation:failed': generationFact,
  'generation:cancelled': generationFact,
  'generation:dismissed': fact({ generationId: GenerationId }),
  'pictures:deleted': fact({ pictures: z.array(PictureRef) }),
  'generation:voted': generationFact,
  'picture:reacted': fact(Reacted.shape),
  'picture:pinned': fact({ pictures: z.array(PictureMarks) }),
} as const;
export type Fact = keyof typeof FACTS;
export type FactPayload<F extends Fact> = z.infer<(typeof FACTS)[F]>;

/** No `seq`. All but `draft:edited`, which counts by itself, are the state of the moment: newest wins, losing one does no harm. */
export const SIGNALS = {
  'generation:progressed': Progress,
  /** Places of all who wait in this room; one that is not listed does not wait. */
  'queue:moved': z.object({ roomId: RoomId, tick: z.int(), places: z.array(Place) }),
  'draft:edited': DraftEdited,
  /** What somebody writes and looks at. Who was not heard of for half a minute does neither any more. */
  'presence:shown': PresenceShown,
  'models:changed': z.object({ models: z.array(ModelStatus) }),
  /** To a connection that is closed with it, for its person is no member any more, or the room is gone: no use in joining again. */
  'room:closed': z.object({ roomId: RoomId, error: WireError }),
  /** "Look at this": somebody opens a picture to everybody. */
  'picture:shown': z.object({ roomId: RoomId, by: User, ...PictureRef.shape, prompt: z.string() }),
  /** To all connections of one person: this picture is a favourite of theirs, or none any more. */
  'picture:favoured': z.object({ roomId: RoomId, ...PictureRef.shape, isFavourite: z.boolean() }),
  /** Facts may have been lost: join again. */
  'feed:resync': z.object({}),
} as const;
export type Signal = keyof typeof SIGNALS;
export type SignalPayload<S extends Signal> = z.infer<(typeof SIGNALS)[S]>;

export type Ack<T> = { ok: true; data: T } | { ok: false; error: WireError };

/** Socket.IO's type parameters. */
export type ClientToServer = {
  [C in Command]: (payload: CommandInput<C>, ack: (answer: Ack<CommandResult<C>>) => void) => void;
};
export type ServerToClient = { [F in Fact]: (payload: FactPayload<F>) => void } & {
  [S in Signal]: (payload: SignalPayload<S>) => void;
};
