import type { Text } from './en.js';
import { answers } from './zh-CN/answers.js';
import { buttons } from './zh-CN/buttons.js';
import { cli } from './zh-CN/cli.js';
import { commands } from './zh-CN/commands.js';
import { digest } from './zh-CN/digest.js';
import { dropped } from './zh-CN/dropped.js';
import { enquiries } from './zh-CN/enquiries.js';
import { errors } from './zh-CN/errors.js';
import { escalations } from './zh-CN/escalations.js';
import { forms } from './zh-CN/forms.js';
import { home } from './zh-CN/home.js';
import { imports } from './zh-CN/imports.js';
import { notifications } from './zh-CN/notifications.js';
import { payments } from './zh-CN/payments.js';
import { promises } from './zh-CN/promises.js';
import { questions } from './zh-CN/questions.js';
import { receipts } from './zh-CN/receipts.js';
import { setup } from './zh-CN/setup.js';
import { status } from './zh-CN/status.js';
import { words } from './zh-CN/words.js';

/** 简体中文: written for itself. The type holds it to the keys of English. */
export const zhCN: Text = {
  answers,
  buttons,
  cli,
  commands,
  digest,
  dropped,
  enquiries,
  errors,
  escalations,
  forms,
  home,
  imports,
  notifications,
  payments,
  promises,
  questions,
  receipts,
  setup,
  status,
  words,
};
