/** Knows the few emoji names a support channel uses. */

const NAMES = {
  "+1": "👍",
  "-1": "👎",
  bulb: "💡",
  eyes: "👀",
  hourglass: "⏳",
  information_source: "ℹ️",
  key: "🔑",
  lock: "🔒",
  mag: "🔍",
  memo: "📝",
  question: "❓",
  raised_hands: "🙌",
  smile: "😄",
  speech_balloon: "💬",
  tada: "🎉",
  thinking_face: "🤔",
  thumbsup: "👍",
  warning: "⚠️",
  wave: "👋",
  white_check_mark: "✅",
  wrench: "🔧",
  x: "❌",
};

export function emoji(name) {
  return NAMES[name] ?? null;
}
