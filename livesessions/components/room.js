import { createElement, useEffect, useRef, useState } from "react";

const pad = (number) => String(number).padStart(2, "0");

function clock(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  if (hours > 0) return `${hours}:${pad(minutes)}:${pad(seconds % 60)}`;
  return `${minutes}:${pad(seconds % 60)}`;
}

/* Seconds since the epoch by the server's clock, of which `now` is a sample; null before the first tick. */
function useServerClock(now) {
  const [seconds, setSeconds] = useState(null);
  useEffect(() => {
    const ahead = Date.parse(now) - Date.now();
    const tick = () => setSeconds(Math.floor((Date.now() + ahead) / 1000));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [now]);
  return seconds;
}

const secondsOf = (iso) => Math.round(Date.parse(iso) / 1000);

/* "12:30" until or since an instant. Not announced: a timer is read when somebody asks for it. */
export function Ticking({ now, until = "", since = "", className }) {
  const seconds = useServerClock(now);
  if (seconds === null) return createElement("span", { className }, "–:––");
  const shown = until ? secondsOf(until) - seconds : seconds - secondsOf(since);
  return createElement("span", { className, role: "timer" }, clock(Math.max(0, shown)));
}

/* How much of the time between two instants has passed. */
export function Passing({ now, start, end, label, className }) {
  const seconds = useServerClock(now);
  const whole = secondsOf(end) - secondsOf(start);
  const passed = seconds === null ? 0 : seconds - secondsOf(start);
  return createElement("progress", {
    className,
    "aria-label": label,
    max: whole,
    value: Math.min(whole, Math.max(0, passed)),
  });
}

/* Says once that the instant `at` has come, by the server's clock. */
export function Mark({ now, at, onDue }) {
  const due = useRef(onDue);
  due.current = onDue;
  useEffect(() => {
    if (!at) return undefined;
    const wait = Date.parse(at) - Date.parse(now) + 500;
    const day = 24 * 3600 * 1000;
    const timer = setTimeout(() => due.current?.(), Math.min(Math.max(wait, 0), day));
    return () => clearTimeout(timer);
  }, [now, at]);
  return null;
}

/* A sign of life at once and then every few seconds, also from the background; `onGone` when the page is left. */
export function Heartbeat({ seconds, timer, onBeat, onGone }) {
  const handlers = useRef({});
  handlers.current = { onBeat, onGone };
  useEffect(() => {
    const beat = () => handlers.current.onBeat?.();
    const gone = () => handlers.current.onGone?.();
    const back = (event) => event.persisted && beat();
    const seen = () => document.visibilityState === "visible" && beat();
    const stop = every(seconds * 1000, timer, beat);
    window.addEventListener("pagehide", gone);
    window.addEventListener("pageshow", back);
    document.addEventListener("visibilitychange", seen);
    return () => {
      stop();
      window.removeEventListener("pagehide", gone);
      window.removeEventListener("pageshow", back);
      document.removeEventListener("visibilitychange", seen);
      gone();
    };
  }, [seconds, timer]);
  return null;
}

function every(milliseconds, timer, beat) {
  try {
    const worker = new Worker(timer);
    worker.onmessage = beat;
    worker.postMessage(milliseconds);
    return () => worker.terminate();
  } catch {
    const interval = setInterval(beat, milliseconds);
    return () => clearInterval(interval);
  }
}
