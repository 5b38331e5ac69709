import { createElement, useEffect, useRef, useState } from "react";

/* Shows its children from the moment the place they stand in comes near the screen: what they load, loads then. */
export function Seen({ children, className }) {
  const place = useRef(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen) return undefined;
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true),
      { rootMargin: "120px" },
    );
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [seen]);
  return createElement("div", { ref: place, className }, seen ? children : null);
}
