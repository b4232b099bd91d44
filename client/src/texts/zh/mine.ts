import type { AllTexts } from '../use-texts.ts';

export const mine: AllTexts['mine'] = {
  title: '你的数据',
  exportHint: '你的所有提示词及其设置，以及你的图片，打包为一个 zip 文件。内容多时需要一些时间；每小时可下载几次。',
  export: '全部下载',
  shares: '你可以收回的链接',
  looking: '正在查看…',
  noShares: '没有通过链接分享的图片。',
  takeBack: '收回',
  takeBackOf: (prompt) => `收回“${prompt}”的链接`,
  deleteHint: '你的名字、你的房间以及这里属于你的一切都会永久消失。',
  delete: '删除自己…',
  deleteTitle: '删除自己？',
  whatGoes:
    '你会立即在所有地方退出。你的名字、回应、收藏、链接和你带来的图片都会消失。只有你主持的房间会有新的主持人；没有其他人的房间会连同其中的一切一起消失。这一切都无法恢复。',
  yourPictures: '你的提示词和图片',
  picturesGo: '随你一起消失',
  picturesGoHint: '它们会从房间里消失，其他人也看不到。',
  picturesStay: '留下，但不带你的名字',
  picturesStayHint: '其他人保留它们，作者显示为已离开的人。',
  typeYourName: (name) => `输入你的名字 ${name} 以继续`,
  notYourName: '这不是你的名字。',
  deleteNow: '删除我',
};
