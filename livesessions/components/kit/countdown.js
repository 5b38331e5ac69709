import { createElement, useEffect, useRef, useState } from "react";

const pad = (number) => String(number).padStart(2, "0");

function clock(seconds) {
  const minutes = Math.floor(seconds / 60) % 60;
  const hours = Math.floor(seconds / 3600) % 24;
  const days = Math.floor(seconds / 86400);
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours}:${pad(minutes)}:${pad(seconds % 60)}`;
  return `${minutes}:${pad(seconds % 60)}`;
}

function spoken(seconds) {
  const minutes = Math.ceil(seconds / 60);
  if (minutes > 90) return `${Math.round(minutes / 60)} hours left`;
  return minutes === 1 ? "1 minute left" : `${minutes} minutes left`;
}

/* Counts down to an ISO instant. `offset` is how far this device's clock is behind the server's, in ms.
   The ticking digits are hidden from screen readers, which hear whole minutes. */
export function Countdown({ until, offset = 0, doneText = "", onDone, className }) {
  const [seconds, setSeconds] = useState(null);
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    const end = Date.parse(until);
    if (Number.isNaN(end)) return undefined;
    let told = false;
    const tick = () => {
      const left = Math.max(0, Math.ceil((end - Date.now() - offset) / 1000));
      setSeconds(left);
      if (left === 0 && !told) {
        told = true;
        done.current?.();
      }
    };
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [until, offset]);
  if (seconds === null) return createElement("span", { className }, "–:––");
  const over = seconds === 0;
  return createElement(
    "span",
    { className, role: "timer" },
    createElement("span", { "aria-hidden": true }, over && doneText ? doneText : clock(seconds)),
    createElement("span", { className: "sr-only", "aria-live": "polite" }, over ? doneText : spoken(seconds)),
  );
}
