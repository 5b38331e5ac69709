import { createElement, useEffect, useRef } from "react";

/* What one step of a task shows. When another step takes its place, the panel it scrolls in goes back to its top, and
   the new step gets the focus: what had it before is gone. */
export function StepPlace({ step, children, ...rest }) {
  const place = useRef(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    place.current.closest("[data-panel]")?.scrollTo(0, 0);
    place.current.focus({ preventScroll: true });
  }, [step]);
  return createElement("div", { ...rest, ref: place, role: "group", tabIndex: -1 }, children);
}
