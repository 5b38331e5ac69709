import { createElement, useEffect, useRef } from "react";
import { Link, useLocation } from "react-router";

const plain = (path) => path.replace(/(.)\/+$/, "$1");

function isAt(place, path, end) {
  if (place === path) return true;
  return !end && place !== "/" && path.startsWith(`${place}/`);
}

/* A link that knows whether it points at the page shown. Pages are rendered when the app is built, where the
   address may end in a slash or be another one, and hydrating mends no attribute: so it is said again then.
   In a row that scrolls, the current link is brought into sight. */
export function PlaceLink({ to, end = false, children, ...rest }) {
  const path = plain(useLocation().pathname);
  const isCurrent = isAt(plain(to), path, end);
  const link = useRef(null);
  useEffect(() => {
    const shown = link.current;
    if (!isCurrent) {
      shown.removeAttribute("aria-current");
      return;
    }
    shown.setAttribute("aria-current", "page");
    const row = shown.parentElement;
    if (row.scrollWidth > row.clientWidth) {
      row.scrollLeft += shown.getBoundingClientRect().left - row.getBoundingClientRect().left - row.clientWidth / 4;
    }
  }, [isCurrent]);
  return createElement(Link, { ref: link, to, "aria-current": isCurrent ? "page" : undefined, ...rest }, children);
}
