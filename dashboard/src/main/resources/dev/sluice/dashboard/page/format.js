// Numbers and times in words.

/** A number of the server's: JSON has no NaN and no infinity, so these come as texts. */
export function number(value) {
  if (typeof value === "number") return value;
  if (value === "Infinity") return Infinity;
  if (value === "-Infinity") return -Infinity;
  return value === null || value === undefined || value === "" ? NaN : Number(value);
}

/** A figure with few digits. */
export function figure(value) {
  const x = number(value);
  if (Number.isNaN(x)) return "–";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
  if (Number.isInteger(x) && Math.abs(x) < 1e9) return x.toLocaleString("en-US");
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return x.toExponential(2).replace("-", "−");
  return Number(x.toPrecision(4)).toString().replace("-", "−");
}

/** A text of a fact: numbers with few digits, others as they are. */
export function fact(text) {
  return /^-?\d+\.\d{4,}(E-?\d+)?$/i.test(text) ? figure(text) : text;
}

/** Seconds as "1 h 5 min". */
export function duration(seconds) {
  const s = number(seconds);
  if (!Number.isFinite(s)) return "–";
  if (s < 1) return `${Math.round(s * 1000)} ms`;
  if (s < 60) return `${s < 10 ? s.toFixed(1) : Math.round(s)} s`;
  const minutes = Math.floor(s / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(s % 60)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A time as "3 min ago", or its date. */
export function ago(text) {
  const time = new Date(text), seconds = (Date.now() - time) / 1000;
  if (Number.isNaN(seconds) || time.getTime() === 0) return "";
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  if (seconds < 7 * 86400) return `${Math.floor(seconds / 86400)} d ago`;
  return time.toISOString().slice(0, 10);
}

/** Bytes as "1.2 MB". */
export function bytes(count) {
  const units = ["B", "kB", "MB", "GB"];
  let n = number(count), unit = 0;
  while (n >= 1000 && unit < units.length - 1) { n /= 1000; unit++; }
  return `${n < 10 && unit > 0 ? n.toFixed(1) : Math.round(n)} ${units[unit]}`;
}

/** The end of a dotted path, which tells most. */
export function short(path) {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** The words of a figure's name. */
export function words(name) {
  return name.replace(/_/g, " ").replace(/^(\w+)\./, "$1 ");
}
