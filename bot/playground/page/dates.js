/** Says when something was posted, the way people read it. */

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", month: "long", day: "numeric" });

const date = (ts) => new Date(Number(ts) * 1000);

export const clock = (ts) => CLOCK.format(date(ts));
export const isoTime = (ts) => date(ts).toISOString();

export function day(ts) {
  const today = new Date();
  if (date(ts).toDateString() === today.toDateString()) return "Today";
  today.setDate(today.getDate() - 1);
  return date(ts).toDateString() === today.toDateString() ? "Yesterday" : DAY.format(date(ts));
}
