import type { Texts } from '../use-texts.ts';

export const room: Texts['room'] = {
  opening: '正在打开房间',
  missing: '这个房间不存在，请检查链接。',
  cannotOpen: '现在无法打开房间。',
  rename: '重命名房间',
  name: '房间名称',
  keepsName: '房间名称没有改变。',
  invite: '邀请',
  linkCopied: '链接已复制。拿到链接的人都能加入。',
  copyThisLink: '复制此链接来邀请他人：',
  notConnected: '未连接。你输入的内容都会保留。',
  peopleHere: '在场的人',
  everybodyHere: '所有在场的人',
  morePeople: (n) => `还有 ${n.toLocaleString('zh')} 人`,
  you: '（你）',
  host: '· 房主',
  developing: '正在显影',
  finished: '已完成',
  failed: (reason) => `失败。${reason}`,
  cancelled: '已取消',
  news: (state, prompt) => `${state}:${prompt}`,
};
