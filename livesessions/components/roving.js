import { createElement, useCallback } from "react";

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function target(items, at, key, isGrid) {
  if (key === "Home") return items[0];
  if (key === "End") return items[items.length - 1];
  const step = STEPS[key];
  if (!step) return undefined;
  if (!isGrid || Math.abs(step) === 1) return items[items.indexOf(at) + Math.sign(step)];
  const wanted = Number(at.dataset.place);
  const onward = items.filter((item) => {
    const distance = Number(item.dataset.place) - wanted;
    return distance !== 0 && distance % 7 === 0 && Math.sign(distance) === Math.sign(step);
  });
  return step > 0 ? onward[0] : onward[onward.length - 1];
}

/* One tab stop for many choices: arrow keys, Home and End move between those that can be chosen.
   In a grid of weeks up and down stay in the weekday; Page Up and Page Down turn the month. */
export function Roving({ grid = false, onTurn, children, ...rest }) {
  const onKeyDown = useCallback(
    (event) => {
      const at = event.target.closest("[data-place]");
      if (!at) return;
      if (grid && (event.key === "PageUp" || event.key === "PageDown")) {
        event.preventDefault();
        onTurn?.(event.key === "PageUp" ? -1 : 1);
        return;
      }
      const items = [...event.currentTarget.querySelectorAll("[data-place]:not(:disabled)")];
      const next = target(items, at, event.key, grid);
      if (!(event.key in STEPS) && event.key !== "Home" && event.key !== "End") return;
      event.preventDefault();
      if (!next) return;
      items.forEach((item) => (item.tabIndex = item === next ? 0 : -1));
      next.focus();
    },
    [grid, onTurn],
  );
  return createElement("div", { ...rest, onKeyDown }, children);
}
