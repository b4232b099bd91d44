import type { Texts } from '../use-texts.ts';

export const start: Texts['start'] = {
  startRoom: '开一个房间',
  yourRooms: '你的房间',
  pictures: (n) => `${n.toLocaleString('zh')} 张图片`,
  yourName: '你的名字',
  nameMissing: '给自己起个名字，好让别人称呼你。',
  invited: '你受到了邀请',
  invitedTo: { before: '邀请你加入「', after: '」' },
  join: '加入',
  or: '或',
  you: '你',
  youAre: (name) => `你：${name}`,
  guest: '访客，只有此浏览器认得你',
  signedIn: '已登录',
  changeName: '修改名字',
  keep: '保存',
  signOut: '退出登录',
  signOutEverywhere: '在所有设备上退出',
  signOutQuestion: '要退出登录吗？',
  signOutOfGuest:
    '作为访客，只有此浏览器认得你：退出后无法再以现在的身份回来。房间和图片会为房间里的其他人保留，用链接仍可再次进入。已输入但未发送的内容会被清除。',
  stay: '留下',
  stillSignedIn: '服务器没有响应，你仍处于登录状态。请稍后再试。',
  unreachable: '服务器没有响应。没有丢失任何内容，请稍后再试。',
  signInDeclined: '登录在对方那里被拒绝，没有登录成功。这里没有任何改变。',
  signInFailed: '登录没有成功。这里没有任何改变，请稍后再试。',
};
