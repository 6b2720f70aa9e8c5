import { Injectable } from '@nestjs/common';
import { type BankAnswer, type FormFields, one } from '../wire/form-fields.js';
import { Merchants } from '../bank/merchants.js';
import { ACTION_TEXTS } from '../texts/action-texts.js';
import { MESSAGES } from '../wire/messages.js';

type Language = 'kk' | 'ru' | 'en';

/** Kazakh goes by both codes, as on the payment page; Belarusian is taken, and written in the merchant's language. */
const LANGUAGES: Readonly<Record<string, Language>> = { kk: 'kk', kz: 'kk', ru: 'ru', en: 'en' };

/** The words of answers are in the language that the call asks for, else in the merchant's, and then in English. */
@Injectable()
export class AnswerLanguage {
  constructor(private readonly merchants: Merchants) {}

  /** The answer, made in English, with its words in the call's language. */
  speak(answer: BankAnswer, fields: FormFields): BankAnswer {
    const language = this.languageOf(fields);
    if (language === 'en') return answer;
    return mapText(
      mapText(answer, 'errorMessage', (text) => messageIn(language, text)),
      DESCRIPTION,
      (text) => actionIn(language, Number(answer.actionCode), text),
    );
  }

  private languageOf(fields: FormFields): Language {
    const asked = LANGUAGES[one(fields, 'language') ?? ''];
    return asked ?? this.merchants.find(one(fields, 'userName') ?? '')?.language ?? 'en';
  }
}

const DESCRIPTION = 'actionCodeDescription';

/** In its place, so that the order of fields stays. */
function mapText(answer: BankAnswer, name: string, map: (text: string) => string): BankAnswer {
  const text = answer[name];
  return typeof text === 'string' ? { ...answer, [name]: map(text) } : answer;
}

/** What is wrong may be followed by the name of a field, which no language changes. */
function messageIn(language: 'kk' | 'ru', text: string): string {
  const [message = '', ...field] = text.split(': ');
  const known = Object.hasOwn(MESSAGES, message) ? MESSAGES[message as keyof typeof MESSAGES] : undefined;
  return known ? [known[language], ...field].join(': ') : text;
}

const actionIn = (language: 'kk' | 'ru', code: number, text: string): string =>
  text === '' ? '' : (ACTION_TEXTS[code]?.[language] ?? text);
