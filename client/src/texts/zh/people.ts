import type { Texts } from '../use-texts.ts';

export const people: Texts['people'] = {
  open: '成员与邀请',
  locked: '已锁：只能凭邀请进入',
  lockedInvite: '房间已锁。房主可以邀请别人。',
  youAre: { host: '你现在是这个房间的房主。', member: '你现在以成员身份参与。', viewer: '你现在只能观看。' },
  lookingOn: '你正在观看。',
  lookingOnHint: '房主可以让你参与。',
  nothingDevelops: '现在没有正在显影的图片。',
  toFirstPage: '回到首页',
  closed: {
    removed: { title: '已被房主移出', text: '你不再是这个房间的成员。你在那里做的东西会保留。' },
    room_deleted: { title: '这个房间已被删除', text: '房主删除了它和其中的所有图片。' },
    room_locked: { title: '这个房间已锁', text: '它的链接不再让新人进入。请向房主要一个邀请。' },
    invite_invalid: { title: '这个邀请已失效', text: '它已过期或被撤销。请向房主要一个新的。' },
  },
};
