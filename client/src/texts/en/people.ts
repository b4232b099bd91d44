export const people = {
  open: 'People and invites',
  locked: 'Locked: only invites let in',
  lockedInvite: 'The room is locked. A host can invite people.',
  youAre: {
    host: 'You are a host of this room now.',
    member: 'You take part as a member now.',
    viewer: 'A host lets you only look now.',
  },
  lookingOn: 'You are looking on.',
  lookingOnHint: 'A host can let you take part.',
  nothingDevelops: 'Nothing is developing.',
  toFirstPage: 'To the first page',
  closed: {
    removed: {
      title: 'Removed by the host',
      text: 'You are no member of this room any more. What you made there stays.',
    },
    room_deleted: { title: 'This room was deleted', text: 'Its host deleted it, with all the pictures in it.' },
    room_locked: { title: 'This room is locked', text: 'Its link lets nobody new in. Ask a host for an invite.' },
    invite_invalid: {
      title: 'This invite does not hold any more',
      text: 'It has expired or was taken back. Ask a host for another.',
    },
  },
};
