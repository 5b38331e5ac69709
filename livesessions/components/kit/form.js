import { createElement, useEffect, useRef } from "react";

const WRONG = "[aria-invalid=true]", SAME_ERROR = 700, SLOWEST_ANSWER = 10000;

/* A form that leads to what is wrong with it: when its answer marks fields, the first of them gets the focus, and a
   screen reader reads the error with it. A field that was marked before and still is shows no change: it gets it
   after a moment, unless the answer comes later and marks another one. */
export function SentForm({ onSubmit, ...rest }) {
  const form = useRef(null);
  const stop = useRef(() => {});
  const lead = () => {
    const wrong = form.current?.querySelector(WRONG);
    (wrong?.querySelector("input:checked") ?? wrong?.querySelector("input") ?? wrong)?.focus();
    return Boolean(wrong);
  };
  const wait = () => {
    stop.current();
    const watcher = new MutationObserver((changes) => changes.some(marks) && lead() && stop.current());
    watcher.observe(form.current, { subtree: true, childList: true, attributeFilter: ["aria-invalid"] });
    const timers = [setTimeout(lead, SAME_ERROR), setTimeout(() => stop.current(), SLOWEST_ANSWER)];
    stop.current = () => {
      watcher.disconnect();
      timers.forEach(clearTimeout);
    };
  };
  useEffect(() => () => stop.current(), []);
  return createElement("form", {
    ...rest,
    ref: form,
    onSubmit: (event) => {
      wait();
      onSubmit?.(event);
    },
  });
}

function marks({ type, target, addedNodes }) {
  if (type === "attributes") return target.matches(WRONG);
  return [...addedNodes].some((node) => node.matches?.(WRONG) || node.querySelector?.(WRONG));
}
