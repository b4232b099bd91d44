import type { Texts } from '../use-texts.ts';

export const common: Texts['common'] = {
  close: '关闭',
  cancel: '取消',
  tryAgain: '重试',
  language: '语言',
  didNotWork: '没有成功，请稍后再试。',
  sentence: '写下提示词，房间里的每个人都能看着图片显影。',
  toFirstPage: '回到首页',
  darkroomToFirstPage: 'Darkroom，回到首页',
  noPageHere: '这里没有页面，请检查链接。',
  pageBroke: '页面出了点问题。',
  pageBrokeKept: '你的图片都在，输入的内容也保存在此浏览器中。',
  showPageAgain: '重新显示页面',
  someoneWhoLeft: '已离开的人',
};
