import type { Explain } from '../en/errors.ts';
import { numbersIn, rangeIn } from '../numbers-in.ts';
import type { Texts } from '../use-texts.ts';

const within = (message: string, what: string) => {
  const range = rangeIn(message);
  return range ? `${what}：${range[0]} 到 ${range[1]}。` : `${what}不合适。`;
};

const byCode: Explain = {
  bad_request: ({ message }) => `请求有误：${message}`,
  prompt_empty: () => '写下图片要画什么。',
  prompt_invalid: () => '提示词太长，或含有不该有的内容。',
  steps_invalid: ({ message }) => within(message, '步数'),
  guidance_invalid: ({ message }) => within(message, '引导强度'),
  size_invalid: ({ message }) => within(message, `边长（像素，${numbersIn(message).at(-1) ?? '16'} 的倍数）`),
  seed_invalid: () => '种子须为整数。',
  count_invalid: ({ message }) => within(message, '张数'),
  strength_invalid: () => '重绘强度为 10% 到 100%，并且要有开始的图片。',
  upload_invalid: ({ message }) => {
    if (/pixels/.test(message)) return '图片超过 4000 万像素，请带来更小的副本。';
    if (/^Only/.test(message)) return '只能带来 PNG、JPEG 和 WebP 图片。';
    return '文件已损坏，或与其类型不符。';
  },
  upload_too_large: () => '文件超过 10 MB。',
  name_invalid: () => '这个名字不行：须为 1 到 60 个字符。',
  stopped_by_room: () => '房间停止了它。',
  model_unknown: () => '这里没有这个模型。',
  unauthenticated: () => '请先起个名字，或登录。',
  not_member: () => '请先打开房间。',
  forbidden: () => '你在这里不能这样做。',
  origin_refused: () => '这个页面不能代表 Darkroom 操作。',
  sign_in_refused: () => '登录没有完成，你或你的账号在那边拒绝了。',
  not_found: () => '这里什么也没有。',
  room_not_found: () => '这个房间不存在，请检查链接。',
  generation_not_found: () => '这个房间里没有这条提示词。',
  removed: () => '你已被移出这个房间。',
  room_deleted: () => '这个房间已被删除。',
  room_locked: () => '这个房间已锁定，不再接受新人加入。',
  invite_invalid: () => '这个邀请已失效，请再要一个。',
  last_host: () => '房间需要有房主，请先让别人成为房主。',
  parent_not_found: () => '它所源自的图片已不在这个房间里。',
  source_not_found: () => '作为开始的图片已不在了。',
  upload_not_found: () => '带来的图片已不再保留，请重新带来。',
  draft_invalid: () => '这处修改放不进房间的文字。',
  draft_full: () => '这样房间的文字就太长了。',
  draft_renewed: () => '房间的文字已重新开始，你写的内容都还在。',
  conflict: () => '这与现在的内容已经对不上了。',
  payload_too_large: () => '内容太大了。',
  queue_full: ({ message }) => `你已有 ${numbersIn(message)[0] ?? '许多'} 条提示词在排队。等一些完成后再来。`,
  rate_limited: ({ retryAfterMs }) =>
    `一下子太多了。请在 ${Math.max(1, Math.ceil((retryAfterMs ?? 1000) / 1000))} 秒后再试。`,
  too_many_connections: () => 'Darkroom 打开的标签页太多了。关掉一些再试。',
  sign_in_failed: () => '登录没有成功，请再试一次。',
  internal: () => '我们这边出了问题，已经记下。',
  model_refused: ({ message }) => `模型拒绝了这条提示词：${message}`,
  model_failed: ({ message }) => `模型没能完成：${message}`,
  unavailable: () => 'Darkroom 有一部分暂时不在。没有丢失任何内容，请再试一次。',
  model_away: () => '模型暂时不在，请稍后再试。',
};

export const errors: Texts['errors'] = {
  unreachable: '服务器没有响应。',
  tooManyTabs: 'Darkroom 打开的标签页太多了。关掉一些再试。',
  explain: (refusal) => byCode[refusal.code]?.(refusal) ?? refusal.message,
};
