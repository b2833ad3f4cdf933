/** A month as said: so many months from this one, or by its name. */
export type MonthSpec =
  | { readonly kind: 'relative'; readonly offset: number }
  | { readonly kind: 'named'; readonly month: number; readonly year: number | null };

export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

export interface YearMonthDay extends MonthDay {
  readonly year: number;
}

/** What a date phrase says, in no language, before it meets a calendar. Weeks are ISO weeks, counted from the current one. */
export type DateSpec =
  /** With its year; several readings for 03/04/2027. */
  | { readonly kind: 'exact'; readonly readings: readonly YearMonthDay[] }
  /** Without a year. */
  | { readonly kind: 'monthDay'; readonly readings: readonly MonthDay[] }
  /** "the 27th" (month null), "下月15号". */
  | { readonly kind: 'dayOfMonth'; readonly day: number; readonly month: MonthSpec | null }
  /** "Friday" */
  | { readonly kind: 'weekday'; readonly weekday: number }
  /** 周五: the one of this week, in doubt on the day itself. */
  | { readonly kind: 'weekdayHere'; readonly weekday: number }
  | { readonly kind: 'weekdayOfWeek'; readonly weekday: number; readonly week: number }
  /** "last Friday": in doubt when this week already had one. */
  | { readonly kind: 'lastWeekday'; readonly weekday: number }
  /** "Friday week", "a week from Friday": `weeks` after the next one. */
  | { readonly kind: 'weekdayPlus'; readonly weekday: number; readonly weeks: number }
  | { readonly kind: 'offset'; readonly unit: 'day' | 'week' | 'month' | 'workday'; readonly count: number }
  /** The last working day (R7). `month` null: "month end" and no more. */
  | { readonly kind: 'monthEnd'; readonly month: MonthSpec | null }
  | { readonly kind: 'weekEnd'; readonly week: number }
  | {
      readonly kind: 'quarterEnd';
      readonly quarter: number | null;
      readonly offset: number;
      readonly year: number | null;
    }
  | { readonly kind: 'yearEnd'; readonly offset: number; readonly year: number | null }
  /** No day was named: a question. */
  | { readonly kind: 'week'; readonly week: number }
  | { readonly kind: 'weekend'; readonly week: number }
  | { readonly kind: 'monthPart'; readonly month: MonthSpec; readonly part: 'start' | 'middle' | 'late' | 'whole' }
  /** A date with its weekday: they have to agree. */
  | { readonly kind: 'checked'; readonly spec: DateSpec; readonly weekday: number }
  /** "Friday or Monday" */
  | { readonly kind: 'either'; readonly specs: readonly DateSpec[] }
  /** 31 Feb */
  | { readonly kind: 'impossible' };

export interface DateFound {
  readonly spec: DateSpec;
  /** The index after the last token. */
  readonly to: number;
}

/** True for what can only lie behind us: "yesterday", "3 days ago", 上周五. */
export function isBehind(spec: DateSpec): boolean {
  switch (spec.kind) {
    case 'offset':
      return spec.count < 0;
    case 'weekdayOfWeek':
      return spec.week < 0;
    case 'lastWeekday':
      return true;
    default:
      return false;
  }
}
